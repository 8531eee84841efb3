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
 * Self-contained HOCON: includes are refused, and {@code ${NAME}} refers to another key of the same
 * text.
 *
 * <p>So a text of unknown origin opens no file and no address, no environment variable ends up in a
 * manifest, and the same text means the same everywhere.
 */
final class PlainText {
  private PlainText() {}

  /**
   * Parses HOCON; a {@link ConfigException}, which names the source, if it is not valid or has an
   * include.
   */
  static Config parse(String text, String source) {
    return ConfigFactory.parseString(
        text,
        ConfigParseOptions.defaults()
            .setSyntax(ConfigSyntax.CONF)
            .setOriginDescription(source)
            .setIncluder(new Refusal()));
  }

  /** Resolves references to other keys; a {@link ConfigException} if one is missing. */
  static Config resolve(Config config) {
    return config.resolve(ConfigResolveOptions.noSystem());
  }

  /** Refuses all four kinds of include. */
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
