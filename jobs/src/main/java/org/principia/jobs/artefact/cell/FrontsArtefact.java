package org.principia.jobs.artefact.cell;

import java.util.List;
import org.principia.common.InputException;
import org.principia.jobs.artefact.Directory;
import org.principia.jobs.artefact.RecordFile;
import org.principia.jobs.artefact.RecordTable;

/**
 * The Pareto fronts of all components, a row a member.
 *
 * @param at their directory
 * @param messages in which they were searched
 */
public record FrontsArtefact(Directory at, MessagesArtefact messages) {
  private static final RecordFile<FrontMember> FRONTS =
      new RecordFile<>("fronts", RecordTable.of(FrontMember.class));

  /** Whose they are. */
  public CellId cell() {
    return messages.cell();
  }

  /** All members, front by front. */
  public List<FrontMember> members() {
    return FRONTS.read(at);
  }

  /**
   * The formula chosen for a component.
   *
   * @param members of all fronts
   * @param component its name
   * @return the free one where both structures were searched
   */
  public static String chosen(List<FrontMember> members, String component) {
    return members.stream()
        .filter(m -> m.component().equals(component) && m.chosen())
        .map(FrontMember::formula)
        .findFirst()
        .orElseThrow(
            () ->
                InputException.cannot(
                    "compose the law", "the fronts have no chosen formula for " + component));
  }

  /**
   * Writes them.
   *
   * @param members of all fronts
   */
  public void write(List<FrontMember> members) {
    FRONTS.write(at, members);
  }
}
