"""Training steps of PyTorch on a GPU, on the networks and batches of DeviceStepsMain: eager, as a CUDA graph of eager's kernels, and compiled.

    python3 torch_steps.py [--networks mlp,lenet5,resnet8] [--batches 64,256,1024] [--ways eager,graph,compile] [--seconds 2]

A step is forward, loss, backward and optimizer on a batch that comes from pinned memory, and the mean loss back to the host, as a step of ours is. Numbers are
32 bits; products stay in full precision unless --tf32 is given. Initial weights are PyTorch's, since speed does not depend on them.
"""
import argparse
import statistics
import time

import torch
from torch import nn
from torch.nn import functional


class LeNet5(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 6, 5, padding=2)
        self.conv2 = nn.Conv2d(6, 16, 5)
        self.dense1 = nn.Linear(400, 120)
        self.dense2 = nn.Linear(120, 84)
        self.digit = nn.Linear(84, 10)

    def forward(self, x):
        x = functional.max_pool2d(functional.relu(self.conv1(x)), 2)
        x = functional.max_pool2d(functional.relu(self.conv2(x)), 2)
        x = functional.relu(self.dense1(x.flatten(1)))
        return self.digit(functional.relu(self.dense2(x)))


class Residual(nn.Module):
    def __init__(self, channels, filters):
        super().__init__()
        stride = 1 if channels == filters else 2
        self.conv1 = nn.Conv2d(channels, filters, 3, stride, 1, bias=False)
        self.norm1 = nn.BatchNorm2d(filters)
        self.conv2 = nn.Conv2d(filters, filters, 3, 1, 1, bias=False)
        self.norm2 = nn.BatchNorm2d(filters)
        self.short = None
        if stride > 1:
            self.short = nn.Sequential(nn.Conv2d(channels, filters, 1, 2, bias=False), nn.BatchNorm2d(filters))

    def forward(self, x):
        y = functional.relu(self.norm1(self.conv1(x)))
        y = self.norm2(self.conv2(y))
        return functional.relu(y + (x if self.short is None else self.short(x)))


def resnet8():
    return nn.Sequential(
        nn.Conv2d(3, 16, 3, padding=1, bias=False), nn.BatchNorm2d(16), nn.ReLU(), Residual(16, 16), Residual(16, 32), Residual(32, 64), nn.AvgPool2d(8),
        nn.Flatten(), nn.Linear(64, 10))


def mlp():
    return nn.Sequential(nn.Linear(784, 128), nn.ReLU(), nn.Linear(128, 64), nn.ReLU(), nn.Linear(64, 10))


NETWORKS = {"mlp": (mlp, (784,), "adam"), "lenet5": (LeNet5, (1, 28, 28), "adam"), "resnet8": (resnet8, (3, 32, 32), "momentum")}


class Steps:
    def __init__(self, network, batch, way):
        make, shape, optimizer = NETWORKS[network]
        torch.manual_seed(1)
        self.model = make().cuda()
        if optimizer == "adam":
            self.optimizer = torch.optim.Adam(self.model.parameters(), lr=1e-3, capturable=way != "eager")
        else:
            self.optimizer = torch.optim.SGD(self.model.parameters(), lr=0.01, momentum=0.9)
        self.images = torch.rand(batch, *shape).pin_memory()
        self.labels = torch.randint(0, 10, (batch,)).pin_memory()
        self.x = self.images.cuda()
        self.y = self.labels.cuda()
        forward = torch.compile(self.model) if way == "compile" else self.model
        self.run = self.captured(forward) if way == "graph" else lambda: self.train(forward)

    def train(self, forward):
        self.optimizer.zero_grad(set_to_none=True)
        loss = functional.cross_entropy(forward(self.x), self.y)
        loss.backward()
        self.optimizer.step()
        return loss

    def captured(self, forward):
        beside = torch.cuda.Stream()
        beside.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(beside):
            for _ in range(3):
                self.train(forward)
        torch.cuda.current_stream().wait_stream(beside)
        graph = torch.cuda.CUDAGraph()
        with torch.cuda.graph(graph):
            loss = self.train(forward)

        def replay():
            graph.replay()
            return loss

        return replay

    def step(self):
        self.x.copy_(self.images, non_blocking=True)
        self.y.copy_(self.labels, non_blocking=True)
        return self.run().item()


def window(steps, seconds):
    start = time.perf_counter()
    done = 0
    while time.perf_counter() - start < seconds:
        steps.step()
        done += 1
    return (time.perf_counter() - start) * 1e3 / done


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--networks", default="mlp,lenet5,resnet8")
    options.add_argument("--batches", default="64,256,1024")
    options.add_argument("--ways", default="eager,graph,compile")
    options.add_argument("--seconds", type=float, default=2)
    options.add_argument("--tf32", action="store_true")
    options = options.parse_args()
    torch.backends.cuda.matmul.allow_tf32 = options.tf32
    torch.backends.cudnn.allow_tf32 = options.tf32
    print(f"PyTorch {torch.__version__}, {torch.cuda.get_device_name(0)}, {'TF32' if options.tf32 else 'full precision'}")
    print(f"{'network':<10}{'batch':>8}{'way':>10}{'first, ms':>12}{'ms/step':>12}{'samples/s':>14}")
    for way in options.ways.split(","):
        for network in options.networks.split(","):
            for batch in map(int, options.batches.split(",")):
                start = time.perf_counter()
                steps = Steps(network, batch, way)
                steps.step()
                first = (time.perf_counter() - start) * 1e3
                window(steps, options.seconds / 5)
                millis = statistics.median(window(steps, options.seconds / 5) for _ in range(5))
                print(f"{network:<10}{batch:>8}{way:>10}{first:>12.0f}{millis:>12.3f}{batch * 1e3 / millis:>14,.0f}", flush=True)


if __name__ == "__main__":
    main()
