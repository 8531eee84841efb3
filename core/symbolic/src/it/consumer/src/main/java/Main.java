import java.util.List;
import org.principia.symbolic.SymbolicRegression;
import org.principia.symbolic.data.Table;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.front.ParetoFront;

/** Finds y = 2.5 a b + sin(c) in a table of 400 rows. */
final class Main {
  public static void main(String[] args) {
    double[][] columns = new double[3][400];
    double[] y = new double[400];
    for (int i = 0; i < y.length; i++) {
      columns[0][i] = 1 + 0.01 * i;
      columns[1][i] = 2 + Math.cos(i);
      columns[2][i] = 0.1 * (i % 60);
      y[i] = 2.5 * columns[0][i] * columns[1][i] + Math.sin(columns[2][i]);
    }
    ParetoFront front =
        SymbolicRegression.builder()
            .operators("+", "-", "*", "/", "sin")
            .maxComplexity(12)
            .set("fits-per-round", 1000)
            .seed(1)
            .listener(search -> search.round() < 5)
            .build()
            .fit(Table.of(List.of("a", "b", "c"), columns, y));
    System.out.print(front.toText());
    front.advice().ifPresent(System.out::println);
    Expression law = front.chosen().expression();
    System.out.println(
        law.toText(4) + " is 3.341 at (0.5, 2, 1): " + law.evaluate(new double[] {0.5, 2, 1}));
  }
}
