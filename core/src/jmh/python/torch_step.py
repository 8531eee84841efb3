"""Baseline of TrainingStepBenchmark: the step of strategy standard as PyTorch computes it on one thread.

    python3 -m venv venv && venv/bin/pip install torch numpy
    OMP_NUM_THREADS=1 venv/bin/python core/src/jmh/python/torch_step.py

Edge model on all edges, sum over neighbours, node model, mean absolute error, backward pass, Adam.
Inputs are tensors that are there already. Prints milliseconds of wall clock and of the thread's own
time (which others on the machine disturb less), medians over the steps.
"""
import statistics
import time

import torch

HIDDEN, MESSAGES = 300, 100


def perceptron(inputs, outputs):
    return torch.nn.Sequential(
        torch.nn.Linear(inputs, HIDDEN),
        torch.nn.ReLU(),
        torch.nn.Linear(HIDDEN, HIDDEN),
        torch.nn.ReLU(),
        torch.nn.Linear(HIDDEN, outputs),
    )


def measure(frames, particles, dimension, steps):
    features, neighbours, nodes = 2 * dimension + 2, particles - 1, frames * particles
    phi_e = perceptron(2 * features, MESSAGES)
    phi_v = perceptron(features + MESSAGES, dimension)
    adam = torch.optim.Adam([*phi_e.parameters(), *phi_v.parameters()], lr=1e-3, weight_decay=1e-8)
    edge_rows = torch.randn(nodes * neighbours, 2 * features)
    node_rows = torch.randn(nodes, features)
    target = torch.randn(nodes, dimension)
    wall, own = [], []
    for step in range(steps + 5):
        started = time.perf_counter(), time.thread_time()
        adam.zero_grad(set_to_none=True)
        sums = phi_e(edge_rows).view(nodes, neighbours, MESSAGES).sum(1)
        (phi_v(torch.cat([node_rows, sums], 1)) - target).abs().mean().backward()
        adam.step()
        if step >= 5:
            wall.append(1e3 * (time.perf_counter() - started[0]))
            own.append(1e3 * (time.thread_time() - started[1]))
    milliseconds = statistics.median(own)
    print(
        f"{frames} x {particles} x {dimension}: {statistics.median(wall):.2f} ms of wall clock, "
        f"{milliseconds:.2f} ms of its thread, {1e3 * frames / milliseconds:.0f} frames a second"
    )


if __name__ == "__main__":
    torch.set_num_threads(1)
    print("PyTorch", torch.__version__)
    for shape in ((64, 4, 2, 60), (256, 4, 2, 30), (1024, 4, 2, 12), (64, 8, 3, 30)):
        measure(*shape)
