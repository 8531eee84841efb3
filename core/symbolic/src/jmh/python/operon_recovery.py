"""The peer of RecoveryHarness: Operon (pyoperon) on the rows that the harness writes, judged as the harness judges.

    python3 -m venv venv && venv/bin/pip install pyoperon numpy
    java -cp $C org.principia.symbolic.RecoveryHarness noise=0.1 below=1e-3 tables=tables      # C: see RecoveryHarness
    venv/bin/python core/symbolic/src/jmh/python/operon_recovery.py fit tables operon.tsv 10
    java -cp $C org.principia.symbolic.RecoveryHarness noise=0.1 below=1e-3 seconds=10 threads=1 clock=cpu out=principia.tsv
    venv/bin/python core/symbolic/src/jmh/python/operon_recovery.py table principia.tsv operon.tsv

One thread, seconds of the processor's time (a fit that the machine kept waiting goes on with its population), the harness's operators
and at most 40 nodes, mean square error (as R2) and length by NSGA-II, 1000 individuals, constants fitted by Levenberg-Marquardt, the
member with the least Bayesian information criterion chosen. A size counts operators, constants and variables of the printed formula;
subtrees of constants count as one, a factor or divisor of 1 and a summand of 0 not at all.
"""
import ast
import csv
import importlib.metadata
import math
import operator
import statistics
import sys
import time
import warnings

KEYS = "program set name noise dummies seed below limit threads clock settings commit".split()
RESULTS = "any chosen exact wider until seconds fits complexity chosen-complexity unexplained formula".split()
SYMBOLS = "add,sub,mul,div,square,sqrt,exp,log,sin,cos,tanh,constant,variable"
FITTING_STEPS = 5
ACTIONS = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv, ast.Pow: operator.pow}


def rows_of(path):
    import numpy

    with open(path, encoding="utf-8") as file:
        names = file.readline().rstrip("\n").split("\t")
        return names, numpy.loadtxt(file, delimiter="\t", ndmin=2)


def tree_of(infix):
    return ast.parse(infix.replace("^", "**").replace("nan", "(0/0)").replace("inf", "(1/0)").strip(), mode="eval").body


def constant(node):
    """Value of a subtree without variables, else None."""
    if any(isinstance(n, ast.Name) and not n.id.islower() for n in ast.walk(node)):
        return None
    try:
        return float(values(node, {}))
    except (ArithmeticError, TypeError, ValueError):
        return math.nan


def values(node, columns):
    import numpy

    if isinstance(node, ast.Constant):
        return numpy.float64(node.value)
    if isinstance(node, ast.Name):
        return columns[node.id]
    if isinstance(node, ast.UnaryOp):
        return -values(node.operand, columns)
    if isinstance(node, ast.Call):
        function = {"abs": numpy.abs}.get(node.func.id) or getattr(numpy, node.func.id)
        return function(*(values(a, columns) for a in node.args))
    return ACTIONS[type(node.op)](values(node.left, columns), values(node.right, columns))


def size(node):
    """Operators, constants and variables, those apart that change nothing."""
    if constant(node) is not None or isinstance(node, ast.Name):
        return 1
    if isinstance(node, ast.UnaryOp):
        return 1 + size(node.operand)
    if isinstance(node, ast.Call):
        return 1 + sum(size(a) for a in node.args)
    left, right = constant(node.left), constant(node.right)
    if isinstance(node.op, ast.Pow) and right == 2:
        return 1 + size(node.left)
    unit = 0 if isinstance(node.op, (ast.Add, ast.Sub)) else 1
    if right == unit:
        return size(node.left)
    if left == unit and isinstance(node.op, (ast.Add, ast.Mult)):
        return size(node.right)
    return 1 + size(node.left) + size(node.right)


def unexplained(node, columns, target):
    """Share of the variance that a formula leaves."""
    import numpy

    with numpy.errstate(all="ignore"):
        error = values(node, columns) - target
        share = float(numpy.mean(error * error) / numpy.var(target))
    return share if math.isfinite(share) else math.inf


def search(x, y, seed, seconds):
    """The front, the chosen member first, after so many seconds of the processor; and the fits."""
    from pyoperon.sklearn import SymbolicRegressor

    fit = SymbolicRegressor(
        allowed_symbols=SYMBOLS,
        objectives=["r2", "length"],
        max_length=40,
        optimizer_iterations=FITTING_STEPS,
        generations=10**9,
        max_evaluations=10**12,
        n_threads=1,
        model_selection_criterion="bayesian_information_criterion",
    )
    start, fits, rounds = time.process_time(), 0, 0
    while (left := seconds - (time.process_time() - start)) > 0.5 or rounds == 0:
        fit.set_params(max_time=max(1, round(left)), random_state=1000 * seed + rounds, warm_start=rounds > 0)
        fit.fit(x, y)
        fits += fit.stats_["residual_evaluations"]
        rounds += 1
    front = sorted(fit.pareto_front_, key=lambda m: m["bayesian_information_criterion"])
    texts = [fit.get_model_string(m["tree"], 30, [f"X{j}" for j in range(x.shape[1])]) for m in front]
    return texts, fits, time.process_time() - start


def solve(directory, problem, seconds):
    _, rows = rows_of(f"{directory}/{problem['rows']}")
    _, fresh = rows_of(f"{directory}/{problem['fresh']}")
    texts, fits, spent = search(rows[:, :-1], rows[:, -1], int(problem["seed"]), seconds)
    columns = {f"X{j}": fresh[:, j] for j in range(fresh.shape[1] - 1)}
    trees = [tree_of(text) for text in texts]
    left = [unexplained(tree, columns, fresh[:, -1]) for tree in trees]
    found = sorted((size(tree), i) for i, tree in enumerate(trees) if left[i] < float(problem["below"]))
    shown = found[0][1] if found else 0
    return {
        "any": int(bool(found)),
        "chosen": int(left[0] < float(problem["below"])),
        "exact": int(min(left) < 1e-20),
        "wider": "",
        "until": "NaN",
        "seconds": f"{spent:.2f}",
        "fits": fits,
        "complexity": size(trees[shown]),
        "chosen-complexity": size(trees[0]),
        "unexplained": f"{left[shown]:.3g}",
        "formula": texts[shown],
    }


def fit_all(directory, out, seconds):
    version = "pyoperon " + importlib.metadata.version("pyoperon")
    try:
        with open(out, encoding="utf-8", newline="") as file:
            done = {tuple(row[k] for k in KEYS) for row in csv.DictReader(file, delimiter="\t")}
    except FileNotFoundError:
        done = set()
        with open(out, "w", encoding="utf-8") as file:
            file.write("\t".join(KEYS + RESULTS) + "\n")
    with open(f"{directory}/index.tsv", encoding="utf-8", newline="") as file:
        problems = list(csv.DictReader(file, delimiter="\t"))
    for problem in problems:
        how = {"program": "operon", "limit": str(seconds), "threads": "1", "clock": "cpu", "settings": SYMBOLS, "commit": version}
        key = {k: how.get(k, problem.get(k)) for k in KEYS}
        if tuple(key.values()) not in done:
            line = key | solve(directory, problem, seconds)
            with open(out, "a", encoding="utf-8") as file:
                file.write("\t".join(str(line[k]) for k in KEYS + RESULTS) + "\n")
            print(*(line[k] for k in ("name", "noise", *RESULTS)), sep="\t", flush=True)


def table(files):
    """A line for each program and kind of table; `both`: mean sizes over the tables that all programs found."""
    groups, found = {}, {}
    for path in files:
        with open(path, encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                kind = tuple(row[k] for k in ("set", "noise", "dummies", "below", "limit"))
                groups.setdefault((kind, row["program"]), []).append(row)
                if row["any"] == "1":
                    found.setdefault((kind, row["name"], row["seed"]), set()).add(row["program"])
    print("| set, runs | noise | dummies | seconds at most | program | found | chosen | size of the found | where both found | size of the chosen | seconds |")
    print("|---|---|---|---|---|---|---|---|---|---|---|")
    mean = lambda numbers: f"{statistics.mean(numbers):.1f}" if numbers else ""
    for (kind, program), rows in sorted(groups.items()):
        programs = {p for k, p in groups if k == kind}
        sizes = {(r["name"], r["seed"]): int(r["complexity"]) for r in rows if r["any"] == "1"}
        both = [s for (name, seed), s in sizes.items() if found[kind, name, seed] == programs]
        print(
            f"| {kind[0]}, {len(rows)} | {kind[1]} | {kind[2]} | {kind[4]} | {program} | {len(sizes)} | {sum(int(r['chosen']) for r in rows)} | "
            f"{mean(list(sizes.values()))} | {mean(both)} | {mean([int(r['chosen-complexity']) for r in rows])} | {mean([float(r['seconds']) for r in rows])} |"
        )


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    if sys.argv[1:2] == ["fit"] and len(sys.argv) == 5:
        fit_all(sys.argv[2], sys.argv[3], float(sys.argv[4]))
    elif sys.argv[1:2] == ["table"] and len(sys.argv) > 2:
        table(sys.argv[2:])
    else:
        sys.exit("operon_recovery.py fit TABLES OUT.tsv SECONDS | table RUN.tsv …")
