package org.principia.symbolic.expression;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.lang.reflect.Method;
import java.net.URI;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Classes compiled from texts, in memory. */
final class JavaSource {
  private final ClassLoader loader;

  private JavaSource(ClassLoader loader) {
    this.loader = loader;
  }

  /** One run of the compiler, which takes seconds to start, for all classes. */
  static JavaSource compile(Map<String, String> textByClass) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    Map<String, ByteArrayOutputStream> compiled = new HashMap<>();
    List<Text> sources =
        textByClass.entrySet().stream().map(e -> new Text(e.getKey(), e.getValue())).toList();
    JavaFileManager files = new Memory(compiler, compiled);
    if (!compiler.getTask(null, files, null, List.of("-proc:none"), null, sources).call()) {
      throw new IllegalArgumentException("Cannot compile " + textByClass);
    }
    return new JavaSource(
        new ClassLoader() {
          @Override
          protected Class<?> findClass(String name) {
            byte[] bytes = compiled.get(name).toByteArray();
            return defineClass(name, bytes, 0, bytes.length);
          }
        });
  }

  double call(String className, String method, double... arguments)
      throws ReflectiveOperationException {
    Method found =
        Arrays.stream(loader.loadClass(className).getMethods())
            .filter(m -> m.getName().equals(method))
            .findFirst()
            .orElseThrow();
    return (double) found.invoke(null, Arrays.stream(arguments).boxed().toArray());
  }

  private static final class Text extends SimpleJavaFileObject {
    private final String text;

    Text(String className, String text) {
      super(URI.create("memory:///" + className + ".java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreErrors) {
      return text;
    }
  }

  private static final class Memory extends ForwardingJavaFileManager<JavaFileManager> {
    private final Map<String, ByteArrayOutputStream> compiled;

    Memory(JavaCompiler compiler, Map<String, ByteArrayOutputStream> compiled) {
      super(compiler.getStandardFileManager(null, null, null));
      this.compiled = compiled;
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
      return new SimpleJavaFileObject(URI.create("memory:///" + name), kind) {
        @Override
        public OutputStream openOutputStream() {
          return compiled.computeIfAbsent(name, n -> new ByteArrayOutputStream());
        }
      };
    }
  }
}
