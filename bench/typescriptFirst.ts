// Node looks for `X.node.json` before `X.node.ts`; the nodes have both, and the program is meant.
const extensions: Record<string, unknown> = require.extensions;
const { '.json': json } = extensions;
delete extensions['.json'];
extensions['.json'] = json;
