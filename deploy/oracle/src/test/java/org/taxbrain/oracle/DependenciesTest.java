package org.taxbrain.oracle;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** An oracle that shared code with what it judges would share its faults. */
@AnalyzeClasses(packages = "org.taxbrain.oracle", importOptions = DoNotIncludeTests.class)
class DependenciesTest {
    @ArchTest
    static final ArchRule KNOWS_NOTHING_OF_WHAT_IT_JUDGES = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.taxbrain.jobs..", "org.taxbrain.pipelines..", "org.taxbrain.connectors..");

    @ArchTest
    static final ArchRule PARSES_AND_CHECKS_BY_ITSELF = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.taxbrain.schemas.catalogue..",
                    "org.taxbrain.schemas.check..",
                    "org.taxbrain.schemas.parse..",
                    "org.taxbrain.schemas.value..",
                    "org.taxbrain.schemas.rule..",
                    "org.taxbrain.schemas.index..");

    @ArchTest
    static final ArchRule KNOWS_NOTHING_OF_THE_GENERATOR =
            noClasses().should().dependOnClassesThat().resideInAPackage("org.taxbrain.city..");
}
