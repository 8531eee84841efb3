package org.principia.jobs.artefact.dataset;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;
import org.principia.graphs.Split;

/**
 * Where a file of frames belongs, which it says of itself.
 *
 * @param dataSet fingerprint of the settings and the seed that its data set was made from
 * @param law name of the force law
 * @param dimension d
 * @param split what its frames are for
 */
public record Origin(String dataSet, String law, int dimension, Split split)
    implements Serializable {

  /** As key-value metadata of a file. */
  Map<String, String> metadata() {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("principia.data-set", dataSet);
    metadata.put("principia.law", law);
    metadata.put("principia.dimension", String.valueOf(dimension));
    metadata.put("principia.split", split.label());
    return metadata;
  }
}
