package org.principia.visuals;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.principia.visuals.chart.Plot;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** Reads pictures back, with the JDK's parser and without external entities. */
public final class Pictures {
  private Pictures() {}

  public static Document parse(String xml) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
      factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
      factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
      factory.setExpandEntityReferences(false);
      return factory.newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    } catch (Exception e) {
      throw new AssertionError("not well-formed: " + e.getMessage() + "\n" + xml, e);
    }
  }

  public static Document parse(Plot plot) {
    return parse(plot.svg());
  }

  public static List<Element> elements(Document document, String tag, String style) {
    List<Element> found = new ArrayList<>();
    NodeList nodes = document.getElementsByTagName(tag);
    for (int i = 0; i < nodes.getLength(); i++) {
      Element element = (Element) nodes.item(i);
      if (List.of(element.getAttribute("class").split(" ")).contains(style)) {
        found.add(element);
      }
    }
    return found;
  }

  public static List<String> texts(Document document) {
    List<String> texts = new ArrayList<>();
    NodeList nodes = document.getElementsByTagName("text");
    for (int i = 0; i < nodes.getLength(); i++) {
      texts.add(nodes.item(i).getTextContent());
    }
    return texts;
  }

  public static double number(Element element, String attribute) {
    return Double.parseDouble(element.getAttribute(attribute));
  }

  public static double[] numbers(String path) {
    Matcher matcher = Pattern.compile("-?\\d+(\\.\\d+)?").matcher(path);
    return matcher.results().mapToDouble(r -> Double.parseDouble(r.group())).toArray();
  }

  /** Place of a labelled tick, x for those of the horizontal axis and y for the others. */
  public static double tick(Document document, String label, boolean horizontal) {
    for (Element tick : elements(document, "text", "pp-tick")) {
      boolean below = "middle".equals(tick.getAttribute("text-anchor"));
      if (below == horizontal && tick.getTextContent().equals(label)) {
        return horizontal ? number(tick, "x") : number(tick, "y") - 4;
      }
    }
    throw new AssertionError("no tick " + label);
  }
}
