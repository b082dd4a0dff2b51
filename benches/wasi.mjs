// Runs a WASI program under node: node wasi.mjs FILE [ARG…]. The current directory is the program's `/`.
import { readFile } from 'node:fs/promises';
import { argv, env, exit } from 'node:process';
import { WASI } from 'node:wasi';

const [file, ...rest] = argv.slice(2);
const wasi = new WASI({ version: 'preview1', args: [file, ...rest], env, preopens: { '/': '.' } });
const module = await WebAssembly.compile(await readFile(file));
const instance = await WebAssembly.instantiate(module, wasi.getImportObject());
exit(wasi.start(instance));
