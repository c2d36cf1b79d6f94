// How Node runs a command of the workspace. CommonJS, because Nx's executors are.
// not by `require`, which a bundle of ESM does not have
const os = process.getBuiltinModule('node:os');
const path = process.getBuiltinModule('node:path');

/** What stands before the script. */
const nodeParameters = [
  // the projects of the workspace are read from their sources, not from what was built last
  '--conditions=parakeet-source',
  // V8 compiles the parser of Postgres a second time when it has parsed a few files, and Node waits
  // two seconds for that before it exits; what it gains is some 50 ms
  '--liftoff-only',
];

/** What its environment has besides ours: what was compiled once is kept for each user. */
const nodeEnvironment = {
  NODE_COMPILE_CACHE:
    process.env.NODE_COMPILE_CACHE ?? path.join(os.tmpdir(), 'node-compile-cache'),
};

module.exports = { nodeParameters, nodeEnvironment };
