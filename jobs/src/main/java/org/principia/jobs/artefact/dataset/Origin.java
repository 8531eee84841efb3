package org.principia.jobs.artefact.dataset;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;
import org.principia.graphs.GraphSchema;
import org.principia.graphs.Split;

/**
 * Where a file of frames belongs, which it says of itself.
 *
 * @param dataSet fingerprint of the settings and the seed that its data set was made from
 * @param law name of the force law
 * @param schema what the numbers of its graphs mean
 * @param split what its frames are for
 */
public record Origin(String dataSet, String law, GraphSchema schema, Split split)
    implements Serializable {

  /** As key-value metadata of a file. */
  Map<String, String> metadata() {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("principia.data-set", dataSet);
    metadata.put("principia.law", law);
    metadata.put("principia.dimension", String.valueOf(schema.dimension()));
    metadata.put(GraphFormat.SCHEMA_KEY, schema.text());
    metadata.put("principia.split", split.label());
    return metadata;
  }
}
