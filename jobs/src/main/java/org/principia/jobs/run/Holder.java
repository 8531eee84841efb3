package org.principia.jobs.run;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.principia.jobs.artefact.Manifest;

/**
 * The process that holds a lease.
 *
 * @param id of the lease; empty where the file is being written or was cut short
 * @param host name of its machine
 * @param space of process numbers: containers of one host may count theirs apart
 * @param process its number there
 * @param started when the process began, as numbers are used again
 * @param application of YARN; empty for none
 * @param heartbeat modification time of the lease [ms since 1970]
 */
record Holder(
    String id,
    String host,
    String space,
    long process,
    String started,
    String application,
    long heartbeat) {
  static final String UNKNOWN = "another process";

  /** Ids of the leases of this very process: one that is not among them was left behind. */
  static final Set<String> OWN = ConcurrentHashMap.newKeySet();

  /** Reads the text of a lease, with the modification time of its file [ms since 1970]. */
  static Holder of(String text, long heartbeat) {
    Map<String, Object> entries = Manifest.parse(text).entries();
    return new Holder(
        String.valueOf(entries.getOrDefault("id", "")),
        String.valueOf(entries.get("host")),
        String.valueOf(entries.getOrDefault("space", processSpace())),
        entries.get("process") instanceof Number process ? process.longValue() : 0,
        String.valueOf(entries.get("started")),
        String.valueOf(entries.getOrDefault("application", "")),
        heartbeat);
  }

  String name() {
    return id.isEmpty() ? UNKNOWN : "process " + process + " on " + host;
  }

  /** Whether it must be taken for alive: by its process where that can be seen, or by expiry. */
  boolean isAlive(Clock clock) {
    if (isVisible()) {
      return ProcessHandle.of(process)
          .filter(p -> start(p).equals(started))
          .map(p -> !p.equals(ProcessHandle.current()) || OWN.contains(id))
          .orElse(false);
    }
    return !isFormerAttempt() && Math.abs(clock.millis() - heartbeat) < Lease.EXPIRY.toMillis();
  }

  /** Whether nothing but its heartbeats tells that it is alive. */
  boolean isKnownByHeartbeat() {
    return !isVisible() && !isFormerAttempt();
  }

  private boolean isVisible() {
    return host.equals(hostName()) && space.equals(processSpace());
  }

  private boolean isFormerAttempt() {
    return !application.isEmpty() && application.equals(yarnApplication());
  }

  /** The text of a lease of this process. */
  static String text(String id) {
    ProcessHandle process = ProcessHandle.current();
    return new Manifest(
            Map.of(
                "id", id,
                "host", hostName(),
                "space", processSpace(),
                "process", process.pid(),
                "started", start(process),
                "application", yarnApplication()))
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
