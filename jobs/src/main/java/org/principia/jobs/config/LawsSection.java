package org.principia.jobs.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import java.util.List;
import org.principia.common.InputException;
import org.principia.dynamics.law.ForceLaws;
import org.principia.dynamics.law.LawDefinition;

/**
 * The section of force laws that the user defines.
 *
 * <pre>
 * laws.yukawa { force = "-m1*m2*exp(-r)/(r+0.01)^2", time-step = 0.001 }
 * dynamics.law = yukawa
 * </pre>
 */
final class LawsSection {
  static final String NAME = "laws";

  private static final String FORCE = "force";
  private static final String TIME_STEP = "time-step";
  private static final List<String> KEYS = List.of(FORCE, TIME_STEP);

  private LawsSection() {}

  /** The laws, by name. */
  static List<LawDefinition> definitions(Config config) {
    if (!config.hasPath(NAME)) {
      return List.of();
    }
    if (!(config.getValue(NAME) instanceof ConfigObject laws)) {
      throw InputException.invalid(
          NAME, config.getAnyRef(NAME), "a section of laws, each with force and time-step");
    }
    return laws.keySet().stream().sorted().map(name -> definition(config, laws, name)).toList();
  }

  private static LawDefinition definition(Config config, ConfigObject laws, String name) {
    String path = NAME + "." + ConfigUtil.joinPath(name);
    if (!(laws.get(name) instanceof ConfigObject law)) {
      throw InputException.invalid(
          path, laws.get(name).unwrapped(), "a section with force and time-step");
    }
    Configuration.refuseUnknown(law, path, KEYS, path + ".");
    for (String key : KEYS) {
      if (!config.hasPath(path + "." + key)) {
        throw InputException.cannot("define law " + name, path + "." + key + " is missing");
      }
    }
    LawDefinition definition =
        new LawDefinition(
            name,
            (String) Configuration.value(config, path + "." + FORCE, String.class),
            (Double) Configuration.value(config, path + "." + TIME_STEP, double.class));
    // Parses the formula now, so that a mistake in an unused law is reported too.
    ForceLaws.of(name, 0, List.of(definition));
    return definition;
  }

  /** The laws as the section that defines them; nothing for none. */
  static String text(List<LawDefinition> definitions) {
    StringBuilder text = new StringBuilder();
    for (LawDefinition law : definitions) {
      String name = ConfigUtil.joinPath(law.name());
      String force = ConfigUtil.quoteString(law.force());
      text.append(
          "\nlaws.%s {\n  force = %s\n  time-step = %s\n}\n"
              .formatted(name, force, law.timeStep()));
    }
    return text.toString();
  }
}
