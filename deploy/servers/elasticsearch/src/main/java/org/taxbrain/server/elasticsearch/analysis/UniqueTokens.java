package org.taxbrain.server.elasticsearch.analysis;

import java.io.IOException;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.FilteringTokenFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/** Lets each token through once, wherever it stands. */
final class UniqueTokens extends FilteringTokenFilter {
    private static final int USUAL = 8;

    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
    private final CharArraySet seen = new CharArraySet(USUAL, false);

    UniqueTokens(TokenStream tokens) {
        super(tokens);
    }

    @Override
    protected boolean accept() {
        // a string, as the attribute's own characters change with the next token
        return seen.add(term.toString());
    }

    @Override
    public void reset() throws IOException {
        super.reset();
        seen.clear();
    }
}
