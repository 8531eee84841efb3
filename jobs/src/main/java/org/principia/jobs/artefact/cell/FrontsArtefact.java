package org.principia.jobs.artefact.cell;

import java.util.List;
import org.principia.jobs.artefact.Directory;
import org.principia.jobs.artefact.RecordTable;
import org.principia.jobs.artefact.RecordTable.RecordFile;
import org.principia.jobs.artefact.cell.CellDirectories.CellId;
import org.principia.theory.search.FrontMember;

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

  /** Writes the members of all fronts. */
  public void write(List<FrontMember> members) {
    FRONTS.write(at, members);
  }
}
