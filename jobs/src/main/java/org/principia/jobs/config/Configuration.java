package org.principia.jobs.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigIncluderClasspath;
import com.typesafe.config.ConfigIncluderFile;
import com.typesafe.config.ConfigIncluderURL;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigSyntax;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import java.lang.reflect.Proxy;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.principia.common.Checks;
import org.principia.common.InputException;
import org.principia.common.Setting;
import org.principia.common.SettingValue;
import org.principia.common.SettingsCopy;
import org.principia.common.Spelling;
import org.principia.dynamics.DynamicsSettings;
import org.principia.dynamics.WorldSettings;
import org.principia.gnn.GnnSettings;
import org.principia.graphs.FrameSettings;
import org.principia.graphs.GraphSettings;
import org.principia.jobs.artefact.Storage;
import org.principia.messages.MessageSettings;
import org.principia.observed.ObservedSettings;
import org.principia.observed.kernel.KernelSettings;
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
 * @param world what they move in and how they are tracked; keys of the section dynamics, too
 * @param frames which instants are kept
 * @param graphs which particles send to which
 * @param gnn the network and its training
 * @param messages how the network is sampled
 * @param symbolic the search for formulas
 * @param theory the fit of the composed law
 * @param validation when it counts as recovered
 * @param observed the user's own particles, in the place of simulated ones
 * @param kernel how a law of pairs is looked for in tracks
 */
public record Configuration(
    RunSettings run,
    DynamicsSettings dynamics,
    WorldSettings world,
    FrameSettings frames,
    GraphSettings graphs,
    GnnSettings gnn,
    MessageSettings messages,
    SymbolicSettings symbolic,
    TheorySettings theory,
    ValidationSettings validation,
    ObservedSettings observed,
    KernelSettings kernel) {

  /** Checks constraints between sections. */
  public Configuration {
    Checks.between("frames.stride", frames.stride(), 1, dynamics.steps());
    world.check(dynamics);
    graphs.schema(dynamics);
    int components = gnn.messageComponents(dynamics.dimension());
    if (components < dynamics.dimension()) {
      throw InputException.invalid(
          "gnn.messages", components, "at least dynamics.dimension = " + dynamics.dimension());
    }
  }

  /** Components with the name of their section, in the order of the pipeline. */
  static final Map<RecordComponent, String> SECTIONS = new LinkedHashMap<>();

  private static final Map<String, String> OTHER_NAMES = Map.of("run", "", "world", "dynamics");

  static {
    for (RecordComponent component : Configuration.class.getRecordComponents()) {
      String name = component.getName();
      SECTIONS.put(component, OTHER_NAMES.getOrDefault(name, name));
    }
  }

  /** Keys of former versions, with the one value that says what is always done now. */
  private static final Map<String, String> RETIRED =
      Map.of("messages.basis", "own", "symbolic.relative-islands", "0");

  /** Refuses all four kinds of include. */
  private static final ConfigIncluder NO_INCLUDE =
      (ConfigIncluder)
          Proxy.newProxyInstance(
              Configuration.class.getClassLoader(),
              new Class<?>[] {
                ConfigIncluder.class,
                ConfigIncluderFile.class,
                ConfigIncluderURL.class,
                ConfigIncluderClasspath.class
              },
              (self, method, arguments) -> {
                if ("withFallback".equals(method.getName())) {
                  return self;
                }
                throw new ConfigException.Generic(
                    "it includes " + arguments[1] + "; a configuration is one file");
              });

  /** Reads a configuration without a layer. */
  public static Configuration parse(String text, String source, List<String> overrides) {
    return parse(text, source, ConfigFactory.empty().root(), overrides);
  }

  /** The same with a command's own defaults, pairs with lower precedence than the text. */
  public static Configuration parse(
      String text, String source, List<String> overrides, List<String> defaults) {
    Config config = hocon(text, source);
    for (String pair : defaults) {
      config = config.withFallback(override(pair));
    }
    return parse("", source, config.root(), overrides);
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
    Config config = layer.toConfig().withFallback(hocon(text, source));
    for (String pair : overrides) {
      config = override(pair).withFallback(config);
    }
    Config values = resolved(config, source);
    refuseUnknownKeys("", values.root(), Reference.keys());
    List<Object> sections = new ArrayList<>();
    SECTIONS.forEach((section, name) -> sections.add(section(name, section.getType(), values)));
    return SettingsCopy.make(Configuration.class, sections);
  }

  /** The settings of a section; a missing key has its value from {@code defaults()}. */
  private static Record section(String name, Class<?> type, Config values) {
    Map<String, Object> given = new HashMap<>();
    settings(type)
        .filter(component -> values.hasPath(path(name, key(component))))
        .forEach(c -> given.put(key(c), raw(values, path(name, key(c)), c.getType())));
    if (type == DynamicsSettings.class) {
      given.put("definitions", LawsSection.definitions(values));
    }
    try {
      return SettingsCopy.of((Record) type.getMethod("defaults").invoke(null), given);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " has no defaults(): " + e.getMessage(), e);
    } catch (InputException e) {
      throw e.within(name);
    }
  }

  /** The components of a record that are settings. */
  static Stream<RecordComponent> settings(Class<?> type) {
    return Arrays.stream(type.getRecordComponents())
        .filter(component -> component.isAnnotationPresent(Setting.class));
  }

  /** {@code maxComplexity} as {@code max-complexity}. */
  static String key(RecordComponent component) {
    return SettingValue.key(component.getName());
  }

  static String path(String prefix, String key) {
    return prefix.isEmpty() ? key : prefix + "." + key;
  }

  /** A value of the configuration. */
  static Object value(Config config, String path, Class<?> type) {
    return SettingValue.of(path, raw(config, path, type), type);
  }

  private static Object raw(Config config, String path, Class<?> type) {
    Object raw = config.getAnyRef(path);
    // As written: 1e3 and true are names too.
    if (type == String.class && isScalar(raw)) {
      return config.getString(path);
    }
    if (type == List.class && raw instanceof Map<?, ?> pairs) {
      return pairs.keySet().stream().sorted().map(k -> k + " = " + pairs.get(k)).toList();
    }
    boolean plain = raw instanceof List<?> list && list.stream().allMatch(Configuration::isScalar);
    return type == List.class && plain ? config.getStringList(path) : raw;
  }

  private static boolean isScalar(Object raw) {
    return raw instanceof String || raw instanceof Number || raw instanceof Boolean;
  }

  /** Resolves references; no variable of the environment is a value, or ends up in a manifest. */
  static Config resolved(Config config, String source) {
    try {
      return config.resolve(ConfigResolveOptions.noSystem());
    } catch (ConfigException e) {
      throw InputException.cannot("resolve " + source, Storage.firstLine(e), e);
    }
  }

  /** Parses HOCON that is self-contained, so that it opens nothing and always means the same. */
  static Config hocon(String text, String source) {
    try {
      return ConfigFactory.parseString(
          text,
          ConfigParseOptions.defaults()
              .setSyntax(ConfigSyntax.CONF)
              .setOriginDescription(source)
              .setIncluder(NO_INCLUDE));
    } catch (ConfigException e) {
      throw InputException.cannot("read " + source, Storage.firstLine(e), e);
    }
  }

  private static Config override(String pair) {
    int equals = pair.indexOf('=');
    if (equals < 1) {
      throw InputException.invalid("--set", pair, "key=value");
    }
    String key = pair.substring(0, equals).strip();
    String value = pair.substring(equals + 1).strip();
    try {
      return value.startsWith("[")
          ? hocon(key + " = " + value, "--set " + pair)
          : ConfigValueFactory.fromAnyRef(value, "--set").atPath(key);
    } catch (ConfigException e) {
      throw InputException.invalid("--set", pair, "key=value");
    } catch (InputException e) {
      throw InputException.invalid(
          "--set",
          pair,
          "a list with double quotes around its strings, and single quotes around all of it:"
              + " --set '"
              + key
              + "=[\"…\", \"…\"]'");
    }
  }

  /** Refuses keys of a section; the nearest is shown with a text before it. */
  static void refuseUnknown(ConfigObject section, String name, List<String> known, String before) {
    for (String key : section.keySet()) {
      if (!known.contains(key)) {
        throw unknown(name + "." + key, section.get(key), before + Spelling.nearest(key, known));
      }
    }
  }

  private static InputException unknown(String path, ConfigValue value, String nearest) {
    return InputException.invalid(
        "key " + path, value.unwrapped(), "no such key; the nearest is " + nearest);
  }

  private static boolean isRetired(String path, ConfigValue value) {
    String text = String.valueOf(value.unwrapped()).replaceFirst("\\.0$", "");
    return text.equals(RETIRED.get(path));
  }

  /** Walks the tree, because a flat view leaves out empty sections and nulls. */
  private static void refuseUnknownKeys(String prefix, ConfigObject section, List<String> known) {
    section.forEach(
        (name, value) -> {
          String path = path(prefix, name);
          boolean isSection = prefix.isEmpty() && SECTIONS.containsValue(name);
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
            throw unknown(path, value, Spelling.nearest(path, known));
          } else if (value.valueType() == ConfigValueType.NULL) {
            throw InputException.invalid(path, "null", "a value, or no such line");
          }
        });
  }
}
