package org.principia;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;

/** The table of packages: who may depend on whom. */
@AnalyzeClasses(packages = "org.principia", importOptions = HouseTest.MainClasses.class)
final class PackagesTest {

  @ArchTest
  static final ArchRule packagesDependOnlyOnEarlierStages =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .withOptionalLayers(true)
          .layer("common")
          .definedBy("..common..")
          .layer("parallel")
          .definedBy("..parallel..")
          .layer("symbolic")
          .definedBy("..symbolic..")
          .layer("dynamics")
          .definedBy("..dynamics..")
          .layer("graphs")
          .definedBy("..graphs..")
          .layer("gnn")
          .definedBy("..gnn..")
          .layer("messages")
          .definedBy("..messages..")
          .layer("theory")
          .definedBy("..theory..")
          .layer("validation")
          .definedBy("..validation..")
          .layer("observed")
          .definedBy("..observed..")
          .layer("visuals")
          .definedBy("..visuals..")
          .whereLayer("common")
          .mayNotAccessAnyLayer()
          .whereLayer("parallel")
          .mayNotAccessAnyLayer()
          .whereLayer("symbolic")
          .mayOnlyAccessLayers("common")
          .whereLayer("dynamics")
          .mayOnlyAccessLayers("common", "symbolic")
          .whereLayer("graphs")
          .mayOnlyAccessLayers("common", "dynamics")
          .whereLayer("gnn")
          .mayOnlyAccessLayers("common", "graphs", "parallel")
          .whereLayer("messages")
          .mayOnlyAccessLayers("common", "graphs", "gnn")
          .whereLayer("theory")
          .mayOnlyAccessLayers(
              "common", "dynamics", "graphs", "gnn", "messages", "parallel", "symbolic")
          .whereLayer("validation")
          .mayOnlyAccessLayers(
              "common", "dynamics", "graphs", "gnn", "messages", "parallel", "symbolic", "theory")
          .whereLayer("observed")
          .mayOnlyAccessLayers("common", "dynamics", "parallel", "symbolic")
          .whereLayer("visuals")
          .mayOnlyAccessLayers(
              "common",
              "dynamics",
              "graphs",
              "gnn",
              "messages",
              "observed",
              "symbolic",
              "theory",
              "validation");

  @ArchTest
  static final ArchRule scienceKnowsNoSpark =
      ArchRuleDefinition.noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.spark..", "org.apache.hadoop..", "scala..");
}
