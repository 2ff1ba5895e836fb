package org.taxbrain.server.elasticsearch.analysis;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.email.UAX29URLEmailTokenizer;
import org.apache.lucene.analysis.pattern.PatternCaptureGroupTokenFilter;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.env.Environment;
import org.elasticsearch.index.IndexSettings;
import org.elasticsearch.index.analysis.AbstractTokenFilterFactory;
import org.elasticsearch.index.analysis.AbstractTokenizerFactory;
import org.elasticsearch.index.analysis.TokenFilterFactory;
import org.elasticsearch.index.analysis.TokenizerFactory;
import org.elasticsearch.indices.analysis.AnalysisModule.AnalysisProvider;
import org.elasticsearch.plugins.AnalysisPlugin;
import org.elasticsearch.plugins.Plugin;

/**
 * What the index of users and keys splits e-mail addresses with. The distribution has it in a module that is published
 * nowhere; the classes that do the work are Lucene's.
 */
public final class AnalysisParts extends Plugin implements AnalysisPlugin {

    @Override
    public Map<String, AnalysisProvider<TokenizerFactory>> getTokenizers() {
        return Map.of("uax_url_email", UrlsAndAddresses::new);
    }

    @Override
    public Map<String, AnalysisProvider<TokenFilterFactory>> getTokenFilters() {
        return Map.of(
                "pattern_capture",
                AnalysisPlugin.requiresAnalysisSettings(Captures::new),
                "unique",
                (index, environment, name, settings) -> new Unique(name, settings));
    }

    private static final class UrlsAndAddresses extends AbstractTokenizerFactory {
        UrlsAndAddresses(IndexSettings index, Environment environment, String name, Settings settings) {
            super(index, settings, name);
        }

        @Override
        public Tokenizer create() {
            return new UAX29URLEmailTokenizer();
        }
    }

    private static final class Captures extends AbstractTokenFilterFactory {
        private final boolean isOriginalKept;
        private final Pattern[] patterns;

        Captures(IndexSettings index, Environment environment, String name, Settings settings) {
            super(name, settings);
            isOriginalKept = settings.getAsBoolean("preserve_original", true);
            List<String> expressions = settings.getAsList("patterns");
            if (expressions.isEmpty()) {
                throw new IllegalArgumentException("the filter " + name + " has no patterns");
            }
            patterns = expressions.stream().map(Pattern::compile).toArray(Pattern[]::new);
        }

        @Override
        public TokenStream create(TokenStream tokens) {
            return new PatternCaptureGroupTokenFilter(tokens, isOriginalKept, patterns);
        }
    }

    private static final class Unique extends AbstractTokenFilterFactory {

        Unique(String name, Settings settings) {
            super(name, settings);
        }

        @Override
        public TokenStream create(TokenStream tokens) {
            return new UniqueTokens(tokens);
        }
    }
}
