/**
 * Runs Pulumi's own runner for programs on Node, whose path is the first argument. It is text, given to Node on its
 * command line, so that it is there wherever the compiled package is.
 *
 * The runner prints what a program throws in colour. Node 20 never comes to an end with that when a line of the stack
 * has a scoped package without a folder in it (node_modules/@pulumi/resource.ts, as the SDK's source maps say), and
 * takes minutes and gigabytes until it gives up. Without colour it is done at once.
 */
export const NODE_HOST = `
const util = require("node:util");
const inspect = util.inspect;
const plain = (value, options, ...rest) =>
  inspect(value, value instanceof Error && options?.colors ? { ...options, colors: false } : options, ...rest);
Object.defineProperties(plain, Object.getOwnPropertyDescriptors(inspect));
util.inspect = plain;
require(process.argv[1]);
`;
