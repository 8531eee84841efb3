package org.principia.dynamics.law;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.principia.common.InputException;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.expression.Expression.Binary;
import org.principia.symbolic.expression.Expression.Constant;
import org.principia.symbolic.expression.Expression.Unary;
import org.principia.symbolic.expression.Expression.Variable;
import org.principia.symbolic.expression.Operator;
import org.principia.symbolic.math.ElementaryFunctions;

/**
 * Turns an expression into a class with one method of straight-line bytecode.
 *
 * <p>The values are those of {@link Expression#evaluate}, bit for bit: the same operations in the
 * same order. The class is hidden: it has no name that others could clash with, and is unloaded
 * when nothing refers to its object.
 *
 * <p>Source: the Java Virtual Machine Specification, Java SE 17, chapter 6; hidden classes: JEP
 * 371.
 *
 * @param code what is written
 * @param parameters how many the method has
 */
record ExpressionCompiler(MethodVisitor code, int parameters) {
  /** Nodes of the largest expression: beyond about these HotSpot does not compile the method. */
  static final int MAX_NODES = 1_500;

  private static final String MATH = "java/lang/Math";
  private static final String STRICT_MATH = "java/lang/StrictMath";
  private static final String FUNCTIONS = Type.getInternalName(ElementaryFunctions.class);
  private static final String UNARY = "(D)D";
  private static final String BINARY = "(DD)D";

  /** Where a function's first parameter lies; before it is the object itself. */
  private static final int FIRST = 1;

  /**
   * Compiles an expression into an object of a functional interface.
   *
   * @param expression at most {@value #MAX_NODES} nodes
   * @param lookup the caller's, {@link MethodHandles#lookup()}: the class becomes part of its
   *     package, so that the interface need not be public
   * @param type an interface with one abstract method, from one {@code double} for each variable,
   *     in the order of {@link Variable#index}, to a double
   * @throws InputException if the expression is larger, or has a variable that is no parameter
   */
  static <F> F compile(Expression expression, MethodHandles.Lookup lookup, Class<F> type) {
    int nodes = expression.complexity();
    if (nodes > MAX_NODES) {
      throw InputException.cannot(
          "compile an expression of " + nodes + " operators, constants and variables",
          "at most " + MAX_NODES);
    }
    Method method = method(type);
    byte[] bytes = bytes(expression, lookup.lookupClass(), type, method);
    try {
      Class<?> compiled = lookup.defineHiddenClass(bytes, true).lookupClass();
      return type.cast(
          lookup
              .in(compiled)
              .findConstructor(compiled, MethodType.methodType(void.class))
              .invoke());
    } catch (Throwable e) {
      throw new IllegalStateException("Cannot compile " + expression + ": " + e, e);
    }
  }

  private static Method method(Class<?> type) {
    List<Method> methods =
        Arrays.stream(type.getMethods())
            .filter(m -> Modifier.isAbstract(m.getModifiers()))
            .toList();
    if (!type.isInterface()
        || methods.size() != 1
        || !Type.getMethodDescriptor(methods.get(0)).matches("\\(D*\\)D")) {
      throw new IllegalArgumentException(
          "Invalid type of a function: " + type + " (one method from doubles to a double)");
    }
    return methods.get(0);
  }

  private static byte[] bytes(Expression expression, Class<?> host, Class<?> type, Method method) {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    String name = Type.getInternalName(host) + "$Compiled";
    writer.visit(
        Opcodes.V17,
        Opcodes.ACC_FINAL | Opcodes.ACC_SYNTHETIC,
        name,
        null,
        "java/lang/Object",
        new String[] {Type.getInternalName(type)});
    MethodVisitor constructor = writer.visitMethod(0, "<init>", "()V", null, null);
    constructor.visitCode();
    constructor.visitVarInsn(Opcodes.ALOAD, 0);
    constructor.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
    constructor.visitInsn(Opcodes.RETURN);
    constructor.visitMaxs(0, 0);
    constructor.visitEnd();
    MethodVisitor code =
        writer.visitMethod(
            Opcodes.ACC_PUBLIC, method.getName(), Type.getMethodDescriptor(method), null, null);
    code.visitCode();
    new ExpressionCompiler(code, method.getParameterCount()).emit(expression);
    code.visitInsn(Opcodes.DRETURN);
    code.visitMaxs(0, 0);
    code.visitEnd();
    writer.visitEnd();
    return writer.toByteArray();
  }

  /** Code that leaves the expression's value on the stack. */
  private void emit(Expression e) {
    if (e instanceof Constant c) {
      code.visitLdcInsn(c.value());
    } else if (e instanceof Variable v) {
      if (v.index() >= parameters) {
        throw InputException.invalid(
            "variable " + v.name(), v.index(), "an index below " + parameters);
      }
      code.visitVarInsn(Opcodes.DLOAD, FIRST + 2 * v.index());
    } else if (e instanceof Unary u) {
      unary(u.operator(), u.operand());
    } else if (e instanceof Binary b) {
      emit(b.left());
      emit(b.right());
      binary(b.operator());
    }
  }

  private void unary(Operator operator, Expression operand) {
    if (operator == Operator.INV) {
      code.visitInsn(Opcodes.DCONST_1);
    }
    emit(operand);
    switch (operator) {
      case NEG -> code.visitInsn(Opcodes.DNEG);
      case INV -> code.visitInsn(Opcodes.DDIV);
      case SQUARE -> {
        code.visitInsn(Opcodes.DUP2);
        code.visitInsn(Opcodes.DMUL);
      }
      case CUBE -> {
        code.visitInsn(Opcodes.DUP2);
        code.visitInsn(Opcodes.DUP2);
        code.visitInsn(Opcodes.DMUL);
        code.visitInsn(Opcodes.DMUL);
      }
      case SQRT, ABS -> call(MATH, operator.symbol(), UNARY);
      case EXP, LOG, SIN, COS, TAN, TANH -> call(FUNCTIONS, operator.symbol(), UNARY);
      case CBRT, ASIN, ACOS, ATAN, SINH, COSH -> call(STRICT_MATH, operator.symbol(), UNARY);
      case ADD, SUBTRACT, MULTIPLY, DIVIDE, POW, MIN, MAX ->
          throw new IllegalStateException("No unary operator: " + operator);
    }
  }

  private void binary(Operator operator) {
    switch (operator) {
      case ADD -> code.visitInsn(Opcodes.DADD);
      case SUBTRACT -> code.visitInsn(Opcodes.DSUB);
      case MULTIPLY -> code.visitInsn(Opcodes.DMUL);
      case DIVIDE -> code.visitInsn(Opcodes.DDIV);
      case POW -> call(FUNCTIONS, "pow", BINARY);
      case MIN, MAX -> call(MATH, operator.symbol(), BINARY);
      default -> throw new IllegalStateException("No binary operator: " + operator);
    }
  }

  private void call(String owner, String name, String descriptor) {
    code.visitMethodInsn(Opcodes.INVOKESTATIC, owner, name, descriptor, false);
  }
}
