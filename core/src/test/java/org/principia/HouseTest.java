package org.principia;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The floor plan of core and of the symbolic library: what {@link PackagesTest} does not say. */
@AnalyzeClasses(packages = "org.principia", importOptions = HouseTest.MainClasses.class)
final class HouseTest {
  private static final int MAX_FILES = 25;

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("org.principia.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule symbolicNeedsTheJdkAlone =
      classes()
          .that()
          .resideInAnyPackage("org.principia.symbolic..", "org.principia.common..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..", "javax..", "org.principia.symbolic..", "org.principia.common..");

  @ArchTest
  static final ArchRule networksAreOfGnnAlone =
      noClasses()
          .that(not(resideInAnyPackage("org.principia.gnn..")))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.nd4j..", "org.deeplearning4j..");

  @ParameterizedTest
  @ValueSource(strings = {"src/main/java", "symbolic/src/main/java"})
  void noPackageHasMoreThan25Files(String root) throws IOException {
    assertThat(files(Path.of(root))).isNotEmpty().allSatisfy((name, n) -> atMost(n));
  }

  private static void atMost(int files) {
    assertThat(files).isLessThanOrEqualTo(MAX_FILES);
  }

  /** Number of Java files by folder. */
  private static Map<String, Integer> files(Path root) throws IOException {
    Map<String, Integer> count = new TreeMap<>();
    try (Stream<Path> all = Files.walk(root)) {
      all.filter(file -> file.toString().endsWith(".java"))
          .forEach(file -> count.merge(file.getParent().toString(), 1, Integer::sum));
    }
    return count;
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
