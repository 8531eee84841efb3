package org.principia.jobs.run;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.principia.jobs.artefact.Manifest;

/**
 * Who holds a lease, and when it was last heard of.
 *
 * @param space of processes: containers of one host may count them apart
 * @param application of YARN; empty for none
 * @param seen time of the file [ms since 1970]
 */
record Holder(
    String id,
    String host,
    String space,
    long process,
    String started,
    String application,
    long seen) {

  static Holder of(Map<String, Object> entries, long seen) {
    if (!(entries.get("process") instanceof Number process)) {
      return new Holder("", "", "", 0, "", "", seen);
    }
    return new Holder(
        String.valueOf(entries.get("id")),
        String.valueOf(entries.get("host")),
        String.valueOf(entries.getOrDefault("space", processSpace())),
        process.longValue(),
        String.valueOf(entries.get("started")),
        String.valueOf(entries.getOrDefault("application", "")),
        seen);
  }

  /** Its file is being written, or was cut short. */
  boolean isUnknown() {
    return id.isEmpty();
  }

  String name() {
    return isUnknown() ? "another process" : "process " + process + " on " + host;
  }

  /** The process, whichever of its leases. */
  String person() {
    return String.join(" ", host, space, Long.toString(process), started);
  }

  boolean seemsToLive(Lease.Timing timing, Set<String> own) {
    if (!isElsewhere()) {
      return process == ProcessHandle.current().pid()
          ? own.contains(id)
          : ProcessHandle.of(process).map(p -> start(p).equals(started)).orElse(false);
    }
    return !isUnknown()
        && maySpeak()
        && Math.abs(System.currentTimeMillis() - seen) < timing.silence() * 1000;
  }

  /** Not of this host's processes, nor an earlier attempt of this application. */
  boolean maySpeak() {
    return isElsewhere() && (application.isEmpty() || !application.equals(yarnApplication()));
  }

  private boolean isElsewhere() {
    return !host.equals(hostName()) || !space.equals(processSpace());
  }

  /** What the file of a lease of this process says. */
  static String text(String id) {
    return new Manifest(
            Map.of(
                "id",
                id,
                "host",
                hostName(),
                "space",
                processSpace(),
                "process",
                ProcessHandle.current().pid(),
                "started",
                start(ProcessHandle.current()),
                "application",
                yarnApplication()))
        .json();
  }

  private static String start(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toString).orElse("");
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  private static String processSpace() {
    try {
      return Files.readSymbolicLink(java.nio.file.Path.of("/proc/self/ns/pid")).toString();
    } catch (IOException | UnsupportedOperationException e) {
      return "";
    }
  }

  /** The application that this process is the master of; empty elsewhere. */
  private static String yarnApplication() {
    return System.getProperty("spark.yarn.app.id", "");
  }
}
