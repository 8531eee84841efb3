package org.principia.jobs.fit;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import org.apache.hadoop.fs.Path;
import org.principia.jobs.artefact.Directory;
import org.principia.jobs.artefact.table.UserTable;
import org.principia.jobs.artefact.table.UserTable.TableRequest;
import org.principia.jobs.cluster.search.SearchStopped;
import org.principia.jobs.cluster.search.SearchStore;
import org.principia.jobs.cluster.search.Signals;
import org.principia.jobs.config.Reference;
import org.principia.jobs.console.Console;
import org.principia.jobs.run.Cancellation;
import org.principia.jobs.run.Output;
import org.principia.jobs.run.Output.Label;
import org.principia.symbolic.data.OwnTerms;

/**
 * A fit in a directory: {@code front/} (Parquet), the formulas in several languages and {@code
 * fit.txt}. Until it is there, {@code _search-NAME} beside it has the state from which the same
 * command goes on.
 *
 * @param cancellation of the search when the lease is lost
 */
record FitOutput(FitSearch search, Directory directory, Cancellation cancellation)
    implements Output {
  /** The stage that the manifest tells of. */
  static final String STAGE = "fit";

  private static final String FRONT = "front";
  private static final String TEXT = "fit.txt";

  private Directory state() {
    Path path = directory.path();
    return directory.at(new Path(path.getParent(), "_search-" + path.getName()));
  }

  @Override
  public String verb() {
    return STAGE;
  }

  @Override
  public Path path() {
    return directory.path();
  }

  @Override
  public String fingerprint() {
    int bootstrap = search.options().bootstrap();
    return search.fingerprint(
        SearchStore.outcome(search.options().settings())
            + (bootstrap == 0 ? "" : "\nbootstrap = " + bootstrap));
  }

  @Override
  public Map<String, Object> manifest() {
    TableRequest request = search.request();
    Fit.Options options = search.options();
    UserTable table = search.table();
    Map<String, String> variables = new LinkedHashMap<>();
    for (int i = 0; i < table.features().size(); i++) {
      variables.put(table.variables().get(i), table.features().get(i));
    }
    Map<String, Object> entries = new LinkedHashMap<>();
    entries.put("stage", STAGE);
    entries.put("fingerprint", fingerprint());
    entries.put("command", options.command());
    entries.put("input", request.path());
    entries.put("target", request.target());
    entries.put("variables", variables);
    entries.put("group-by", request.groups());
    entries.put("grouping", options.joint().isEmpty() ? "apart" : "joint");
    entries.put("own", options.joint().stream().map(OwnTerms::label).toList());
    request.weight().ifPresent(weight -> entries.put("weight", weight));
    Fitted.counts(table, entries);
    entries.put("seed", options.seed());
    entries.put(
        "choice", options.settings().choice().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    entries.put("symbolic", Reference.values(options.settings()).lines().toList());
    return entries;
  }

  @Override
  public Label begins(Console console) {
    if (store().isOfOthers()) {
      console.info(
          "  the stopped search in %s is of other settings or rows: begins anew"
              .formatted(state().path()));
    }
    return new Label() {
      @Override
      public void cancel() {
        cancellation.cancel();
      }

      @Override
      public void close() {}
    };
  }

  private SearchStore store() {
    return new SearchStore(
        directory.storage().fileSystem(),
        state().path(),
        search.fingerprint(SearchStore.settings(search.options().settings())));
  }

  @Override
  public Map<String, Object> make(Path made) {
    Directory output = directory.at(made);
    try {
      Fitted fitted = search.run(Optional.of(store()), cancellation, Signals.CAUGHT);
      String text = FitText.of(fitted);
      Map<String, String> snapped =
          FrontRows.write(search.spark(), search.console(), fitted, output.below(FRONT));
      writeFormulas(fitted, output);
      output.write(TEXT, text);
      return fitted.formulas(snapped);
    } catch (SearchStopped e) {
      Directory front = state().below(FRONT);
      front.delete();
      Fitted soFar = search.fitted(e.found());
      FrontRows.write(search.spark(), search.console(), soFar, front);
      search.printSoFar(soFar, Optional.of(front.path()));
      throw e.withMessage(
          "Stopped; the same command goes on where it was. The front so far: " + front.path());
    }
  }

  /** The chosen formula in each language, of several groups a line each. */
  private void writeFormulas(Fitted fitted, Directory output) {
    for (FormulaFormat format : FormulaFormat.values()) {
      Map<String, String> texts = new LinkedHashMap<>();
      fitted
          .chosen()
          .forEach(
              line ->
                  texts.put(line.group(), format.print(line.formula(), fitted.table().features())));
      if (search.request().groups().isEmpty()) {
        output.write(format.file(), texts.get("").stripTrailing() + "\n");
      } else if (texts.values().stream().noneMatch(text -> text.contains("\n"))) {
        // A language of several lines has its place in the front alone.
        StringJoiner lines = new StringJoiner("\n", "", "\n");
        texts.forEach((group, text) -> lines.add(group + "\t" + text));
        output.write(format.file(), lines.toString());
      }
    }
  }

  @Override
  public void skipped() {
    search.console().print(directory.read(TEXT));
  }

  @Override
  public void committed() {
    state().delete();
    search.console().print(directory.read(TEXT));
  }
}
