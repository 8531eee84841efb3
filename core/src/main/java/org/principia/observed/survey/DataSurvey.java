package org.principia.observed.survey;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.principia.common.Spelling;
import org.principia.observed.ObservedSettings;
import org.principia.observed.ObservedSplits;

/**
 * What some runs are like; those of all runs are the sum of those of each, in their order.
 *
 * @param runs how many
 * @param companies runs with two particles or more
 * @param tracks particles of all runs
 * @param samples instants of all tracks
 * @param receivers tracks whose motion is to be explained and which are long enough for that
 * @param tooShort tracks whose motion is to be explained and which are not
 * @param longest instants of the longest track
 * @param unresolvedVelocities of the receivers, those whose velocity no sampling resolves
 * @param unresolvedAccelerations of the receivers, those whose acceleration no sampling resolves
 * @param gaps of all tracks
 * @param jumps of all tracks
 * @param particles by name; empty where there are too many to be listed
 * @param many whether there are too many
 * @param senders names of particles whose motion is not to be explained, some thousands at most
 * @param speeds of all steps
 * @param distances from the nearest particle, at some instants
 * @param wraps jumps as those of a periodic box
 * @param agreement of velocities with positions
 */
public record DataSurvey(
    long runs,
    long companies,
    long tracks,
    long samples,
    long receivers,
    long tooShort,
    int longest,
    long unresolvedVelocities,
    long unresolvedAccelerations,
    long gaps,
    long jumps,
    TreeMap<String, ParticleSurvey> particles,
    boolean many,
    TreeSet<String> senders,
    Histogram speeds,
    Histogram distances,
    Wraps wraps,
    Agreement agreement)
    implements Serializable {
  /** Particles that are listed. */
  private static final int LISTED = 200;

  private static final int SENDERS = 10_000;

  /** Instants of which a fifth, less a gap, is enough. */
  private static final int MIN_DIVIDED = 71;

  /** That of no runs. */
  public static DataSurvey none() {
    return new DataSurvey(
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        new TreeMap<>(),
        false,
        new TreeSet<>(),
        Histogram.empty(),
        Histogram.empty(),
        Wraps.none(),
        Agreement.none());
  }

  static DataSurvey of(
      List<TrackSurvey> tracks,
      Histogram speeds,
      Histogram distances,
      Wraps wraps,
      Agreement agreement) {
    List<TrackSurvey> asked = tracks.stream().filter(TrackSurvey::receiver).toList();
    List<TrackSurvey> receivers = asked.stream().filter(TrackSurvey::suffices).toList();
    TreeMap<String, ParticleSurvey> particles = new TreeMap<>();
    boolean many = tracks.size() > LISTED;
    if (!many) {
      tracks.forEach(track -> particles.put(track.particle(), ParticleSurvey.of(track)));
    }
    return new DataSurvey(
        1,
        tracks.size() > 1 ? 1 : 0,
        tracks.size(),
        tracks.stream().mapToLong(TrackSurvey::samples).sum(),
        receivers.size(),
        asked.size() - receivers.size(),
        tracks.stream().mapToInt(TrackSurvey::samples).max().orElse(0),
        receivers.stream().filter(t -> t.velocity() >= 1).count(),
        receivers.stream().filter(t -> t.acceleration() >= 1).count(),
        tracks.stream().mapToLong(TrackSurvey::gaps).sum(),
        tracks.stream().mapToLong(TrackSurvey::jumps).sum(),
        particles,
        many,
        tracks.stream()
            .filter(track -> !track.receiver())
            .map(TrackSurvey::particle)
            .collect(Collectors.toCollection(TreeSet::new)),
        speeds,
        distances,
        wraps,
        agreement);
  }

  /** The sum of both. */
  public DataSurvey plus(DataSurvey other) {
    TreeMap<String, ParticleSurvey> all = new TreeMap<>(particles);
    other.particles.forEach((name, p) -> all.merge(name, p, ParticleSurvey::plus));
    boolean tooMany = many || other.many || all.size() > LISTED;
    return new DataSurvey(
        runs + other.runs,
        companies + other.companies,
        tracks + other.tracks,
        samples + other.samples,
        receivers + other.receivers,
        tooShort + other.tooShort,
        Math.max(longest, other.longest),
        unresolvedVelocities + other.unresolvedVelocities,
        unresolvedAccelerations + other.unresolvedAccelerations,
        gaps + other.gaps,
        jumps + other.jumps,
        tooMany ? new TreeMap<>() : all,
        tooMany,
        some(senders, other.senders),
        speeds.plus(other.speeds),
        distances.plus(other.distances),
        wraps.plus(other.wraps),
        agreement.plus(other.agreement));
  }

  private static TreeSet<String> some(TreeSet<String> one, TreeSet<String> other) {
    TreeSet<String> all = new TreeSet<>(one);
    all.addAll(other);
    while (all.size() > SENDERS) {
      all.pollLast();
    }
    return all;
  }

  /** Why these observations tell no law; empty if nothing is known against it. */
  public Optional<String> refusal(ObservedSettings settings, ObservedSplits splits) {
    List<String> absent =
        settings.senders().stream()
            .filter(name -> !senders.contains(name) && senders.size() < SENDERS)
            .toList();
    if (!absent.isEmpty()) {
      String near =
          many
              ? ""
              : "; the nearest is "
                  + Spelling.nearest(absent.get(0), List.copyOf(particles.keySet()));
      return Optional.of("it has no particle " + absent.get(0) + " of observed.senders" + near);
    }
    if (companies == 0) {
      return Optional.of("no run has two particles, and a law of pairs needs pairs");
    }
    if (receivers == 0 && tooShort == 0) {
      return Optional.of("every particle is a sender, and no motion is left to be explained");
    }
    int needed = splits.byTime() ? MIN_DIVIDED : TrackSurvey.MIN_SAMPLES;
    if (receivers == 0 || longest < needed) {
      return Optional.of(
          String.format(
              "its longest track has %d instants, and %d are needed%s",
              longest, needed, splits.byTime() ? " to divide less than three runs by time" : ""));
    }
    if (speeds.total() == speeds.zeros()) {
      return Optional.of("no particle moves");
    }
    return box().or(() -> coarse()).or(this::wrong);
  }

  private Optional<String> box() {
    return wraps.tellsOfBox()
        ? Optional.of(
            String.format(
                Locale.ROOT,
                "%d times a position jumps by %.4g to %.4g along an axis, as in a periodic box;"
                    + " unwrap the positions",
                wraps.count(),
                wraps.shortest(),
                wraps.longest()))
        : Optional.empty();
  }

  private Optional<String> wrong() {
    return agreement.holds()
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "positions change %.3g times as fast as the velocities say; other units, or other"
                    + " columns",
                agreement.factor()));
  }

  private Optional<String> coarse() {
    return 2 * unresolvedVelocities < receivers
        ? Optional.empty()
        : Optional.of(
            String.format(
                "it is sampled too coarsely, or its noise is larger than the motion: of %d of %d"
                    + " tracks higher differences are as large as lower ones (fewer than six"
                    + " instants a period)",
                unresolvedVelocities, receivers));
  }
}
