package org.principia.jobs.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigIncluderClasspath;
import com.typesafe.config.ConfigIncluderFile;
import com.typesafe.config.ConfigIncluderURL;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigSyntax;
import java.io.File;
import java.net.URL;

/**
 * HOCON that says all by itself: it includes nothing, and {@code ${NAME}} is another key of it.
 *
 * <p>A text of unknown origin thus opens no file and no address, and no variable of the environment
 * gets into the manifests; and one that is known means the same everywhere.
 */
final class PlainText {
  private PlainText() {}

  /**
   * Parses a text.
   *
   * @param text HOCON
   * @param source where it comes from, for messages
   * @throws ConfigException when it is no HOCON, or includes something
   */
  static Config parse(String text, String source) {
    return ConfigFactory.parseString(
        text,
        ConfigParseOptions.defaults()
            .setSyntax(ConfigSyntax.CONF)
            .setOriginDescription(source)
            .setIncluder(new Refusal()));
  }

  /**
   * Resolves references to other keys.
   *
   * @param config what has them
   * @throws ConfigException where there is no such key
   */
  static Config resolve(Config config) {
    return config.resolve(ConfigResolveOptions.noSystem());
  }

  /** All four ways of including. */
  private static final class Refusal
      implements ConfigIncluder, ConfigIncluderFile, ConfigIncluderURL, ConfigIncluderClasspath {
    @Override
    public ConfigIncluder withFallback(ConfigIncluder fallback) {
      return this;
    }

    @Override
    public ConfigObject include(ConfigIncludeContext context, String what) {
      throw refused(what);
    }

    @Override
    public ConfigObject includeFile(ConfigIncludeContext context, File what) {
      throw refused(what.toString());
    }

    @Override
    public ConfigObject includeURL(ConfigIncludeContext context, URL what) {
      throw refused(what.toString());
    }

    @Override
    public ConfigObject includeResources(ConfigIncludeContext context, String what) {
      throw refused(what);
    }

    private static ConfigException refused(String what) {
      return new ConfigException.Generic("it includes " + what + "; a configuration is one file");
    }
  }
}
