package org.taxbrain.jobs.file.kernel;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class KernelDependenciesTest {
    private final JavaClasses kernel = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.taxbrain.jobs.file.kernel");

    @Test
    void shouldKnowNeitherFlinkNorKafka() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.flink..", "org.apache.kafka..", "org.taxbrain.connectors..")
                .because("the same code runs over maps in the random histories and over Flink's state in the job")
                .check(kernel);
    }
}
