package org.principia.visuals;

/**
 * The colours of pictures and pages, for light and dark and for print.
 *
 * <p>The series' colours are told apart with the common forms of colour blindness, and lines have
 * dashes as well; all texts have a contrast of at least 4.5 to 1.
 */
public final class Palette {
  /** How many series have a colour of their own; more begin again. */
  public static final int COLOURS = 6;

  private static final String LIGHT =
      "--pp-paper:#ffffff;--pp-ink:#1b232c;--pp-muted:#55606c;--pp-grid:#dfe4e9;--pp-panel:#f5f7f9;"
          + "--pp-0:#0b62a8;--pp-1:#b8500a;--pp-2:#0f7357;--pp-3:#84429c;--pp-4:#8a6a00;"
          + "--pp-5:#b0305c;--pp-good:#0f7357;--pp-bad:#b3261e;--pp-open:#8a6a00";
  private static final String DARK =
      "--pp-paper:#14181d;--pp-ink:#e8ecf0;--pp-muted:#a3aeb9;--pp-grid:#333c46;--pp-panel:#1d232a;"
          + "--pp-0:#71b7f2;--pp-1:#f3a566;--pp-2:#5fcaa3;--pp-3:#d3a4e8;--pp-4:#dcc05a;"
          + "--pp-5:#f08fb0;--pp-good:#5fcaa3;--pp-bad:#ff9a90;--pp-open:#dcc05a";

  private Palette() {}

  /** The variables, set on a selector. */
  public static String variables(String selector) {
    return """
    %1$s{color-scheme:light dark;%2$s}
    @media (prefers-color-scheme:dark){%1$s{%3$s}}
    @media print{%1$s{color-scheme:light;%2$s}}
    """
        .formatted(selector, LIGHT, DARK);
  }

  /** The style sheet of a picture. */
  public static String pictureStyle() {
    StringBuilder style = new StringBuilder("\n").append(variables(".pp"));
    style.append(
        """
        .pp text{font-family:system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans',sans-serif;\
        font-size:12.5px;fill:var(--pp-ink)}
        .pp .pp-title{font-size:14.5px;font-weight:600}
        .pp .pp-label,.pp .pp-tick{fill:var(--pp-muted)}
        .pp .pp-tick{font-size:11.5px;font-variant-numeric:tabular-nums}
        .pp .pp-code{font-family:ui-monospace,'DejaVu Sans Mono',Consolas,monospace;\
        font-size:11.5px}
        .pp .pp-back{fill:var(--pp-paper)}
        .pp .pp-grid{stroke:var(--pp-grid);stroke-width:1;fill:none}
        .pp .pp-axis{stroke:var(--pp-muted);stroke-width:1;fill:none}
        .pp .pp-line{fill:none;stroke-width:2;stroke-linejoin:round;stroke-linecap:round}
        .pp .pp-halo{fill:none;stroke:var(--pp-paper);stroke-width:5;stroke-opacity:0.75}
        .pp .pp-dots{fill:none;stroke-width:3;stroke-linecap:round}
        .pp .pp-mark{stroke:var(--pp-paper);stroke-width:1}
        .pp .pp-ring{fill:none;stroke-width:2.5}
        .pp .pp-start{fill:var(--pp-paper);stroke-width:1.8}
        .pp .pp-sn{stroke:var(--pp-muted)}
        .pp .pp-band{fill:var(--pp-muted);fill-opacity:0.13}
        .pp .pp-fn{fill:var(--pp-muted)}
        """);
    for (int i = 0; i < COLOURS; i++) {
      style.append(".pp .pp-s" + i + "{stroke:var(--pp-" + i + ")}\n");
      style.append(".pp .pp-f" + i + "{fill:var(--pp-" + i + ")}\n");
    }
    return style.toString();
  }
}
