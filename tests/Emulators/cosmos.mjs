// A Cosmos DB for tests: @vercel/cosmosdb-server, and what it lacks. Prints its port; ends when its input ends.
// It speaks the protocol; what it accepts is no proof that Cosmos DB does.
import { buffer, text } from "node:stream/consumers";
import { createHttpServer } from "@vercel/cosmosdb-server";
import resourceIds from "@vercel/cosmosdb-server/lib/account/resource-id.js";
import routes from "@vercel/cosmosdb-server/lib/routes.js";
import { withoutSpareParentheses } from "./sql.mjs";
import { readOperations, writeResults } from "./hybridrow.mjs";

const ResourceId = resourceIds.default;
// A slash in a resource id would end a segment of the address: Cosmos DB writes a minus.
ResourceId.toBase64String = bytes => bytes.toString("base64").replaceAll("/", "-");
ResourceId.fromBase64String = text => Buffer.from(text.replaceAll("-", "/"), "base64");

const parsed = new Map(); // parsing is slow, and the same queries come from every test
const route = routes.default;
routes.default = request => {
  const found = route(request);
  if (!found?.[0].collId) return found;
  const [parameters, handler] = found;
  return [parameters, async (account, req, res) => {
    const collection = account.database(parameters.dbId).collection(parameters.collId);
    if (!collection.read()) return missing(res, 1003);
    if (req.method === "PUT" && /\/colls\/[^/]+\/?$/.test(req.url)) return reindexed(collection, JSON.parse(await text(req)));
    if (isTrue(req, "x-ms-cosmos-is-batch-request")) return batch(collection, req, res);
    if (isTrue(req, "x-ms-documentdb-isquery")) return query(within(collection, partitionOf(req)), req, res);
    if (parameters.docId && !collection.document(parameters.docId, partitionOf(req)).read()) return missing(res);
    return handler(account, req, res, parameters);
  }];
};

/** A container that is described anew keeps its documents; the server would make an empty one. */
function reindexed(collection, { indexingPolicy }) {
  return Object.assign(collection.read(), { indexingPolicy });
}

/** All operations, or none: every precondition comes before the first write. */
async function batch(collection, req, res) {
  const operations = readOperations(await buffer(req));
  const partition = partitionOf(req);
  const refused = operations.map(operation => refusal(collection.document(operation.id, partition).read(), operation));
  const failed = refused.findIndex(status => status);
  const results = failed < 0
    ? operations.map(operation => apply(collection, operation, partition))
    : operations.map((_, i) => ({ status: i === failed ? refused[i] : 424 }));
  res.statusCode = failed < 0 ? 200 : 207;
  const end = res.end.bind(res); // the caller would write JSON
  res.end = () => end(writeResults(results));
  return {};
}

function refusal(found, { type, ifMatch }) {
  if (type === "create") return found ? 409 : 0;
  if (!found && type !== "upsert") return 404;
  return found && ifMatch && ifMatch !== found._etag ? 412 : 0;
}

function apply(collection, { type, id, document }, partition) {
  const documents = collection.documents;
  switch (type) {
    case "create": return { status: 201, etag: documents.create(document)._etag };
    case "upsert": return { status: 200, etag: documents.upsert(document)._etag };
    case "replace": return { status: 200, etag: documents.replace(document, collection.document(id, partition).read())._etag };
    default: documents.delete(id, partition); return { status: 204 };
  }
}

async function query(documents, req, res) {
  const { query, parameters } = JSON.parse(await text(req));
  const continuation = req.headers["x-ms-continuation"] ? JSON.parse(req.headers["x-ms-continuation"]) : null;
  try {
    const page = documents.query({ query: withoutSpareParentheses(query), parameters }, { maxItemCount: Number(req.headers["x-ms-max-item-count"] ?? -1), continuation });
    if (page.continuation) res.setHeader("x-ms-continuation", JSON.stringify(page.continuation));
    res.setHeader("x-ms-item-count", String(page.result.length));
    return { Documents: page.result, _count: page.result.length };
  } catch (error) {
    res.statusCode = 400;
    return { code: "BadRequest", message: error.message };
  }
}

/** The documents as a query sees them: of one partition, and each composite index in both directions. */
function within(collection, partition) {
  const { documents } = collection;
  const definition = structuredClone(collection.read());
  const composites = definition.indexingPolicy?.compositeIndexes ?? [];
  if (definition.indexingPolicy) definition.indexingPolicy.compositeIndexes = [...composites, ...composites.map(paths => paths.map(reversed))];
  const key = definition.partitionKey.paths[0].slice(1);
  const data = [...documents._data].filter(([, item]) => partition === undefined || item.read()[key] === partition);
  return Object.assign(Object.create(documents), {
    _parent: { read: () => definition, userDefinedFunctions: { functions: {} } },
    _data: new Map(data),
    _queryCache: parsed,
  });
}

function reversed({ path, order }) {
  return { path, order: order === "descending" ? "ascending" : "descending" };
}

function missing(res, subStatus = 0) {
  res.statusCode = 404;
  res.setHeader("x-ms-substatus", String(subStatus));
  return { code: "NotFound", message: "Entity with the specified id does not exist in the system." };
}

function partitionOf(req) {
  const header = req.headers["x-ms-documentdb-partitionkey"];
  return header ? JSON.parse(header)[0] : undefined;
}

function isTrue(req, header) {
  return req.headers[header]?.toLowerCase() === "true";
}

const server = createHttpServer({ keepAlive: true });
server.keepAliveTimeout = 0; // the client keeps connections longer than Node does, and would write into a closing one
server.listen(0, "127.0.0.1", () => console.log(server.address().port));
process.stdin.resume().on("end", () => process.exit());
