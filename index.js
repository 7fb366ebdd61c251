// n8n finds the nodes and credentials through the "n8n" entry of package.json; there is nothing to export.
module.exports = {};
