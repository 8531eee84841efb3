package org.principia.symbolic;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;

/** The library depends on nothing but the JDK, and its packages on one another without a cycle. */
@AnalyzeClasses(packages = "org.principia", importOptions = ImportOption.DoNotIncludeTests.class)
final class ModuleTest {

  @ArchTest
  static final ArchRule theJdkIsEnough =
      ArchRuleDefinition.classes()
          .that()
          .resideInAnyPackage("org.principia.symbolic..", "org.principia.common")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..", "javax.lang.model", "org.principia.symbolic..", "org.principia.common");

  @ArchTest
  static final ArchRule commonKnowsNoSymbolicRegression =
      ArchRuleDefinition.noClasses()
          .that()
          .resideInAPackage("org.principia.common")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.principia.symbolic..");

  @ArchTest
  static final ArchRule packagesHaveNoCycle =
      slices().matching("org.principia.symbolic.(**)").should().beFreeOfCycles();
}
