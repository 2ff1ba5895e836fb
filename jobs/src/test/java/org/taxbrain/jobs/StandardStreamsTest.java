package org.taxbrain.jobs;

import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What is printed past the log is masked by nobody, and a line for each row costs more than the row. */
@AnalyzeClasses(
        packages = {"org.taxbrain.jobs", "org.taxbrain.connectors", "org.taxbrain.schemas"},
        importOptions = DoNotIncludeTests.class)
class StandardStreamsTest {
    @ArchTest
    static final ArchRule nothingIsPrintedPastTheLog = NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
}
