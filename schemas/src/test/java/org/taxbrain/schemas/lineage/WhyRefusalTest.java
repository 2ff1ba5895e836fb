package org.taxbrain.schemas.lineage;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.taxbrain.schemas.rule.Rules;

/** What is not there: the message says what is. */
class WhyRefusalTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            nme                                          | A file has no "nme"; it has [subject, kind, name
            sections                                     | name one of [enforcement-case, property-right, resident, tax-arrears, taxpayer]
            sections.case-funds.amount                   | no section "case-funds"; it has [enforcement-case, property-right
            sections.property-right.items[R9].price      | shows no row of this key; it shows R1, R2
            sections.property-right.prise                | property-right has no field "prise"; it has [rightNo, unitNo
            sections.property-right.items[R1].prise      | and of the row itself [key, roles, presentedAs, source]
            sections.property-right.holders.idd          | property-right.holders has no field "idd"; it has [name, idType, id, share]
            sections.property-right.items[R1].holders[2] | has 2 elements here, counted from 0: [0] to [1]
            sections.property-right.items[R1].price.fen  | property-right.price is a single value
            sections.property-right[R1].price            | sections.property-right.items[KEY]
            sections.property-right.items[R1].source.at  | source has [position, batch, sourceTime, landedAt, descriptorHash]
            summary.interestHeld                         | summary has no "interestHeld"; it has [openArrears]
            summary.openArrears.x                        | Below summary stand values that nothing follows: [openArrears]
            name.first                                   | name is a single value
            names[李娜]                                   | names has no such element; it has 王伟, 王玮
            identifiers[djxh:1]                          | it has djxh:10113301000012345678, person:330106199001011234
            reminders[refund]                            | it has case-interest-unpaid, open-arrears
            """)
    void shouldListWhatThereIs(String field, String expected) {
        refusal(field, false).hasMessageContaining(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".name", "sections..x", "names[]", "names[王伟", "names[王伟]x"})
    void shouldRefuseWhatIsNoPathWithAnExample(String field) {
        refusal(field, false).hasMessageContaining("expected such as name, summary.openArrears");
    }

    @Test
    void shouldRepeatNothingThatCanBePersonal() {
        refusal("330106199001011234", true).hasMessageStartingWith("A file has no such name;");
        refusal("names[李娜]", true).hasMessageEndingWith("it has 王*, 王*");
        refusal("identifiers[person:330106199202022345]", true)
                .hasMessageEndingWith("it has djxh:1011************5678, person:3301**********1234");
        refusal("sections.resident.items[1].name", true).hasMessageEndingWith("it shows 3301**********1234");
    }

    @Test
    void shouldRefuseASectionWhoseDatasetIsNotDeclared() {
        Why why = new Why(id -> Optional.empty(), Rules.load(), Documents::file, true);
        assertThatThrownBy(() -> why.of(Documents.person(), "sections.resident.name"))
                .isInstanceOf(LineageException.class)
                .hasMessageContaining("The dataset resident of this section is not declared here");
    }

    @Test
    void shouldSayThatALonelyUnitHasNoName() {
        assertThatThrownBy(() -> Documents.why(true).of(Documents.enforcementCase(), "name"))
                .isInstanceOf(LineageException.class)
                .hasMessageContaining("This file has no name; it has [subject, kind, names");
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> refusal(String field, boolean masked) {
        return assertThatThrownBy(() -> Documents.why(masked).of(Documents.person(), field))
                .isInstanceOf(LineageException.class);
    }

    static List<String> everyPath() {
        return List.of(
                "subject",
                "kind",
                "name",
                "names",
                "identifiers",
                "ruleRevision",
                "summary",
                "reminders",
                "sections.enforcement-case",
                "sections.property-right",
                "sections.resident",
                "sections.tax-arrears",
                "sections.taxpayer");
    }
}
