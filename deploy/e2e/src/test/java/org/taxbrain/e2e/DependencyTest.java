package org.taxbrain.e2e;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Modules know each other one way down: schemas ← connectors ← pipelines, schemas ← connectors ← jobs; nothing knows deploy. */
@AnalyzeClasses(packages = "org.taxbrain", importOptions = ImportOption.DoNotIncludeTests.class)
class DependencyTest {
    private static final String METRICS = "org.taxbrain.metrics..";
    private static final String SCHEMAS = "org.taxbrain.schemas..";
    private static final String CONNECTORS = "org.taxbrain.connectors..";
    private static final String PIPELINES = "org.taxbrain.pipelines..";
    private static final String JOBS = "org.taxbrain.jobs..";
    private static final String[] DEPLOY = {
        "org.taxbrain.kibana..",
        "org.taxbrain.local..",
        "org.taxbrain.bench..",
        "org.taxbrain.city..",
        "org.taxbrain.departments..",
        "org.taxbrain.oracle..",
        "org.taxbrain.server.."
    };

    @ArchTest
    static void nothingKnowsDeploy(JavaClasses classes) {
        noClasses()
                .that()
                .resideInAnyPackage(METRICS, SCHEMAS, CONNECTORS, PIPELINES, JOBS)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(DEPLOY)
                .check(classes);
    }

    @ArchTest
    static final ArchRule metricsKnowNoOtherModule = noClasses()
            .that()
            .resideInAPackage(METRICS)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(SCHEMAS, CONNECTORS, PIPELINES, JOBS);

    @ArchTest
    static final ArchRule schemasKnowNoOtherModule = noClasses()
            .that()
            .resideInAPackage(SCHEMAS)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(CONNECTORS, PIPELINES, JOBS);

    @ArchTest
    static final ArchRule connectorsKnowSchemasOnly = noClasses()
            .that()
            .resideInAPackage(CONNECTORS)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(PIPELINES, JOBS);

    @ArchTest
    static final ArchRule jobsAndPipelinesDoNotKnowEachOther = noClasses()
            .that()
            .resideInAPackage(JOBS)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(PIPELINES);

    @ArchTest
    static final ArchRule pipelinesDoNotKnowJobs = noClasses()
            .that()
            .resideInAPackage(PIPELINES)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(JOBS);

    @ArchTest
    static final ArchRule oracleSharesNoCodeWithWhatItJudges = noClasses()
            .that()
            .resideInAPackage("org.taxbrain.oracle..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    JOBS,
                    PIPELINES,
                    CONNECTORS,
                    "org.taxbrain.schemas.check..",
                    "org.taxbrain.schemas.parse..",
                    "org.taxbrain.schemas.rule..");

    @ArchTest
    static final ArchRule cityKnowsNothingOfThePipeline = noClasses()
            .that()
            .resideInAnyPackage("org.taxbrain.city..", "org.taxbrain.departments..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(JOBS, PIPELINES, CONNECTORS);

    @ArchTest
    static final ArchRule joinKernelIsPure = noClasses()
            .that()
            .resideInAPackage("org.taxbrain.jobs.file.kernel..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.flink..", "org.apache.kafka..")
            .allowEmptyShould(true);
}
