package org.principia.jobs;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The floor plan of jobs: thin stages, Spark in one place, no science. */
@AnalyzeClasses(
    packages = {"org.principia.jobs", "org.principia.ml"},
    importOptions = HouseTest.MainClasses.class)
final class HouseTest {
  private static final int MAX_FILES = 25;
  private static final String STAGE = "org.principia.jobs.stage";

  /** Functions by which a formula of physics is known. */
  private static final Set<String> MATHEMATICS =
      Set.of("sqrt", "exp", "log", "log10", "pow", "sin", "cos", "tan", "atan2", "hypot", "cbrt");

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("org.principia.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule sparkIsOfClusterArtefactTheEstimatorAndTheSessionFactoryAlone =
      noClasses()
          .that(
              not(
                  resideInAnyPackage(
                      "..jobs.cluster..", "..jobs.artefact..", "org.principia.ml..")))
          .and()
          .doNotHaveFullyQualifiedName("org.principia.jobs.cli.Sessions")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.spark..", "scala..");

  /** The command line runs where Spark ML is not. */
  @ArchTest
  static final ArchRule sparksMachineLearningIsOfTheEstimatorAlone =
      noClasses()
          .that(not(resideInAnyPackage("org.principia.ml..")))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.spark.ml..", "org.apache.spark.mllib..");

  @ArchTest
  static final ArchRule stagesDoNotKnowEachOther =
      classes().that().resideInAPackage(STAGE).should(useNoOtherClassOfTheirPackage());

  @ArchTest
  static final ArchRule stagesHoldNoMathematics =
      noClasses()
          .that()
          .resideInAnyPackage(STAGE, "..jobs.artefact..", "..jobs.run..")
          .should()
          .callMethodWhere(isMathematics());

  @ArchTest
  static final ArchRule linearAlgebraAndNetworksAreOfCore =
      noClasses()
          .that(not(resideInAnyPackage("..jobs.cluster..", "..jobs.device..", "..jobs.example..")))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.nd4j..", "org.deeplearning4j..", "org.hipparchus..");

  @Test
  void noPackageHasMoreThan25Files() throws IOException {
    Map<String, Integer> count = new TreeMap<>();
    try (Stream<Path> all = Files.walk(Path.of("src/main/java"))) {
      all.filter(file -> file.toString().endsWith(".java"))
          .forEach(file -> count.merge(file.getParent().toString(), 1, Integer::sum));
    }
    assertThat(count)
        .isNotEmpty()
        .allSatisfy((name, files) -> assertThat(files).isLessThanOrEqualTo(MAX_FILES));
  }

  private static ArchCondition<JavaClass> useNoOtherClassOfTheirPackage() {
    return new ArchCondition<>("use no other class of their package but the one that they are of") {
      @Override
      public void check(JavaClass user, ConditionEvents events) {
        for (Dependency dependency : user.getDirectDependenciesFromSelf()) {
          JavaClass used = dependency.getTargetClass();
          if (used.getPackageName().equals(STAGE)
              && !outermost(used).equals(outermost(user))
              && !outermost(used).getSimpleName().equals("Stage")) {
            events.add(SimpleConditionEvent.violated(user, dependency.getDescription()));
          }
        }
      }
    };
  }

  private static JavaClass outermost(JavaClass nested) {
    return nested.getEnclosingClass().map(HouseTest::outermost).orElse(nested);
  }

  private static DescribedPredicate<com.tngtech.archunit.core.domain.JavaMethodCall>
      isMathematics() {
    return describe(
        "a function of mathematics",
        call -> {
          AccessTarget target = call.getTarget();
          return target.getOwner().isAssignableTo(Math.class)
              && MATHEMATICS.contains(target.getName());
        });
  }

  /** Whatever a build calls the folder of its test classes. */
  static final class MainClasses implements ImportOption {
    private static final Pattern TESTS = Pattern.compile(".*[-/]test(-classes)?/.*");

    @Override
    public boolean includes(Location location) {
      return !location.matches(TESTS);
    }
  }
}
