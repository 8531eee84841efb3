package org.principia.jobs.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.principia.common.Checks;
import org.principia.common.InputException;
import org.principia.common.SettingsCopy;
import org.principia.common.Spelling;
import org.principia.dynamics.DynamicsSettings;
import org.principia.gnn.GnnSettings;
import org.principia.graphs.FrameSettings;
import org.principia.graphs.GraphSettings;
import org.principia.messages.MessageSettings;
import org.principia.symbolic.settings.SymbolicSettings;
import org.principia.theory.TheorySettings;
import org.principia.validation.ValidationSettings;

/**
 * All settings of a cell.
 *
 * <p>Precedence: {@code --set key=value}, the file, the defaults in the records.
 *
 * @param run the keys that belong to no stage
 * @param dynamics how particles are simulated
 * @param frames which instants are kept
 * @param graphs which particles send to which
 * @param gnn the network and its training
 * @param messages how the network is sampled
 * @param symbolic the search for formulas
 * @param theory the fit of the composed law
 * @param validation when it counts as recovered
 */
public record Configuration(
    RunSettings run,
    DynamicsSettings dynamics,
    FrameSettings frames,
    GraphSettings graphs,
    GnnSettings gnn,
    MessageSettings messages,
    SymbolicSettings symbolic,
    TheorySettings theory,
    ValidationSettings validation) {

  /** Checks constraints between sections. */
  public Configuration {
    Checks.between("frames.stride", frames.stride(), 1, dynamics.steps());
    // Every fourth run is used for validation.
    Checks.atLeast("dynamics.runs", dynamics.runs(), 4);
    graphs.schema(dynamics);
    int components = gnn.messageComponents(dynamics.dimension());
    if (components < dynamics.dimension()) {
      throw InputException.invalid(
          "gnn.messages", components, "at least dynamics.dimension = " + dynamics.dimension());
    }
  }

  /** Components by the name of their section, in the order of the pipeline. */
  static final Map<String, RecordComponent> SECTIONS = sections();

  private static Map<String, RecordComponent> sections() {
    Map<String, RecordComponent> sections = new LinkedHashMap<>();
    for (RecordComponent component : Configuration.class.getRecordComponents()) {
      boolean top = component.getType() == RunSettings.class;
      sections.put(top ? "" : component.getName(), component);
    }
    return sections;
  }

  /**
   * Reads a configuration like {@link #parse(String, String, ConfigObject, List)}, without a layer.
   */
  public static Configuration parse(String text, String source, List<String> overrides) {
    return parse(text, source, ConfigFactory.empty().root(), overrides);
  }

  /**
   * The same for a command with its own defaults, {@code key=value} pairs with lower precedence
   * than the text.
   */
  public static Configuration parse(
      String text, String source, List<String> overrides, List<String> defaults) {
    Config config = parseText(text, source);
    for (String pair : defaults) {
      config = config.withFallback(parseOverride(pair));
    }
    return parse("", source, config.root(), overrides);
  }

  /** The raw configuration: references resolved, keys not checked. */
  static Config resolved(String text, String source) {
    return resolved(parseText(text, source), source);
  }

  private static Config resolved(Config config, String source) {
    try {
      return PlainText.resolve(config);
    } catch (ConfigException e) {
      throw InputException.cannot("resolve " + source, firstLine(e), e);
    }
  }

  /**
   * Reads a configuration with a layer between file and overrides.
   *
   * @param text HOCON, empty for the defaults
   * @param source where the text comes from, for messages
   * @param layer settings with higher precedence than the file
   * @param overrides {@code key=value} pairs with the highest precedence
   * @return the configuration
   * @throws InputException naming key, value and what is allowed
   */
  public static Configuration parse(
      String text, String source, ConfigObject layer, List<String> overrides) {
    Config config = layer.toConfig().withFallback(parseText(text, source));
    for (String override : overrides) {
      config = parseOverride(override).withFallback(config);
    }
    Config values = resolved(config, source);
    refuseUnknownKeys("", values.root(), Reference.keys());
    Map<String, Object> laws = Map.of("definitions", LawsSection.definitions(values));
    return SettingsCopy.make(
        Configuration.class,
        SECTIONS.entrySet().stream()
            .map(
                section ->
                    SettingsReader.read(
                        type(section.getValue()),
                        values,
                        section.getKey(),
                        "dynamics".equals(section.getKey()) ? laws : Map.of()))
            .map(Object.class::cast)
            .toList());
  }

  /** The settings record of a section. */
  static Class<? extends Record> type(RecordComponent section) {
    return section.getType().asSubclass(Record.class);
  }

  private static Config parseText(String text, String source) {
    try {
      return PlainText.parse(text, source);
    } catch (ConfigException e) {
      throw InputException.cannot("read " + source, firstLine(e), e);
    }
  }

  private static Config parseOverride(String pair) {
    int equals = pair.indexOf('=');
    if (equals < 1) {
      throw InputException.invalid("--set", pair, "key=value");
    }
    String key = pair.substring(0, equals).strip();
    String value = pair.substring(equals + 1).strip();
    if (value.startsWith("[")) {
      try {
        return PlainText.parse(key + " = " + value, "--set " + pair);
      } catch (ConfigException e) {
        throw InputException.invalid(
            "--set",
            pair,
            "a list with double quotes around its strings, and single quotes around all of it:"
                + " --set '"
                + key
                + "=[\"…\", \"…\"]'");
      }
    }
    try {
      return ConfigValueFactory.fromAnyRef(value, "--set").atPath(key);
    } catch (ConfigException e) {
      throw InputException.invalid("--set", pair, "key=value");
    }
  }

  /** Keys of former versions, with the one value that says what is always done now. */
  private static final Map<String, String> RETIRED =
      Map.of("messages.basis", "own", "symbolic.relative-islands", "0");

  private static boolean isRetired(String path, ConfigValue value) {
    String text = String.valueOf(value.unwrapped()).replaceFirst("\\.0$", "");
    return text.equals(RETIRED.get(path));
  }

  /** Walks the tree, because a flat view leaves out empty sections and nulls. */
  private static void refuseUnknownKeys(String prefix, ConfigObject section, List<String> known) {
    section.forEach(
        (name, value) -> {
          String path = SettingsReader.path(prefix, name);
          boolean isSection = prefix.isEmpty() && SECTIONS.containsKey(name);
          if (prefix.isEmpty()
              && (LawsSection.NAME.equals(name) || SweepSection.NAME.equals(name))) {
            // Checked by their own readers; a single cell ignores the second.
            return;
          }
          if (isSection && value instanceof ConfigObject inner) {
            refuseUnknownKeys(path, inner, known);
          } else if (isSection) {
            throw InputException.invalid(path, value.unwrapped(), "a section in braces");
          } else if (!known.contains(path) && !isRetired(path, value)) {
            throw InputException.invalid(
                "key " + path,
                value.unwrapped(),
                "no such key; the nearest is " + Spelling.nearest(path, known));
          } else if (value.valueType() == ConfigValueType.NULL) {
            throw InputException.invalid(path, "null", "a value, or no such line");
          }
        });
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}
