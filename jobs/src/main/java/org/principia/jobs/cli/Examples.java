package org.principia.jobs.cli;

import java.util.List;
import java.util.Map;

/** Examples of every verb, shown by its help; a test parses them with the program's parser. */
final class Examples {
  private static final String QUICK = "conf/quickstart.conf";

  /** By verb. */
  static final Map<String, List<String>> ALL =
      Map.ofEntries(
          Map.entry(
              "run",
              List.of(
                  "principia run " + QUICK,
                  "principia run " + QUICK + " --law inverse-distance --seed 3 --out runs/gravity",
                  "principia run " + QUICK + " --set gnn.epochs=60 --overwrite --json --quiet")),
          Map.entry(
              "simulate",
              List.of(
                  "principia simulate " + QUICK,
                  "principia simulate --law charge --dim 3 --runs 2000 --out hdfs:///lab/charge",
                  "principia simulate --set laws.stiff.force='3*(r-1)'"
                      + " --set laws.stiff.time-step=0.01 --law stiff")),
          Map.entry(
              "train",
              List.of(
                  "principia train " + QUICK,
                  "principia train " + QUICK + " --strategy l1 --set gnn.workers=8")),
          Map.entry(
              "record",
              List.of(
                  "principia record " + QUICK,
                  "principia record " + QUICK + " --set messages.samples=10000 --overwrite")),
          Map.entry(
              "regress",
              List.of(
                  "principia regress " + QUICK,
                  "principia regress " + QUICK + " --set symbolic.max-complexity=20 --overwrite")),
          Map.entry(
              "compose",
              List.of(
                  "principia compose " + QUICK,
                  "principia compose " + QUICK + " --set theory.fit-frames=400 --overwrite")),
          Map.entry(
              "evaluate",
              List.of("principia evaluate " + QUICK, "principia evaluate " + QUICK + " --json")),
          Map.entry(
              "report",
              List.of("principia report " + QUICK, "principia report " + QUICK + " --overwrite")),
          Map.entry(
              "sweep",
              List.of(
                  "principia sweep conf/smoke.conf",
                  "principia sweep conf/laptop/sweep.conf --list",
                  "principia sweep conf/laptop/sweep.conf --only 'seed-1/spring-2d/*'")),
          Map.entry(
              "status",
              List.of(
                  "principia status conf/laptop/sweep.conf --watch 60",
                  "principia status runs/laptop --json")),
          Map.entry(
              "fit",
              List.of(
                  "principia fit pendulum.csv --target period --operators '+ - * / sqrt'",
                  "principia fit hdfs:///lab/runs --target y --features a,b --group-by material"
                      + " --out runs/fit",
                  "principia fit wires.csv --target stretch --set symbolic.time-limit=60 --json")),
          Map.entry(
              "example", List.of("principia example sin", "principia example sin --out runs/sin")),
          Map.entry(
              "laws",
              List.of("principia laws", "principia laws " + QUICK + " --pictures runs/pictures")),
          Map.entry(
              "config",
              List.of(
                  "principia config",
                  "principia config " + QUICK + " --set gnn.epochs=60",
                  "principia config " + QUICK + " --json")),
          Map.entry("completion", List.of("principia completion bash", "principia completion zsh")),
          Map.entry("help", List.of("principia help", "principia help sweep")));

  private Examples() {}
}
