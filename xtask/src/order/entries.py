"""Run by gdb (`cargo xtask order`): the functions of a program that a run of it enters, by first entry.

Every function's first byte becomes a breakpoint that is taken away when it is hit. Writes their names to $ENTRIES.
"""

import os
import subprocess

import gdb

BREAKPOINT = b"\xcc"

gdb.execute("set pagination off")
gdb.execute("starti")
program = gdb.current_progspace().filename
process = gdb.selected_inferior()
with open("/proc/%d/maps" % process.pid) as maps:
    base = min(int(line.split("-")[0], 16) for line in maps if program in line)

functions = {}
for line in subprocess.run(["nm", "--defined-only", program], capture_output=True, text=True).stdout.splitlines():
    address, kind, name = line.split(" ", 2)
    if kind in "tT":
        functions.setdefault(base + int(address, 16), name)

saved = {address: bytes(process.read_memory(address, 1)) for address in functions}
for address in saved:
    process.write_memory(address, BREAKPOINT)

with open(os.environ["ENTRIES"], "w") as entries:
    while True:
        gdb.execute("continue", to_string=True)
        if process.pid == 0:
            break
        address = int(gdb.parse_and_eval("$pc")) - 1
        process.write_memory(address, saved[address])
        gdb.execute("set $pc = %d" % address)
        print(functions[address], file=entries)
