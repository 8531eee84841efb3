package org.principia.jobs.artefact.table;

import java.io.Serializable;
import java.util.List;

/**
 * What the first lines of a text tell of its form.
 *
 * @param charset name of the encoding
 * @param format of the lines
 * @param names of the columns, each once, empty where there is none
 * @param header the cells of the first row of each file if these are names, else empty
 * @param notes what is not as everybody expects, a line each
 */
record TextHead(
    String charset, TextFormat format, List<String> names, List<String> header, List<String> notes)
    implements Serializable {
  private static final long serialVersionUID = 1L;
}
