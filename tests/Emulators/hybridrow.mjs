// TransactionalBatch travels as HybridRow records: what Microsoft.Azure.Cosmos writes is read, what it reads is written.
// Stream: a segment header, then per operation a record header (length, CRC-32) and a row. A row: version, schema, presence
// bits, fixed columns, variable columns (varint length first), then sparse fields (type, column, value).
import { crc32 } from "node:zlib";

const version = 0x81, segmentSchema = 0x7fffd8f0, recordSchema = 0x7fffd8f1, operationSchema = 0x7fe15470, resultSchema = 0x7fe15471;
const segmentHeader = 10, recordHeader = 13, rowHeader = 5;
const operationTypes = { 0: "create", 4: "delete", 5: "replace", 20: "upsert" };
const sparseTypes = { 2: () => false, 3: () => true, 20: reader => reader.block().toString() };
const sparseColumns = { 9: "ifMatch", 12: "minimal" };

export function readOperations(bytes) {
  expect(bytes.readUInt32LE(1) === segmentSchema, "a segment");
  const operations = [];
  for (let at = segmentHeader, length; at < bytes.length; at += recordHeader + length) {
    expect(bytes.readUInt32LE(at + 1) === recordSchema, "a record");
    length = bytes.readUInt32LE(at + 5);
    const row = bytes.subarray(at + recordHeader, at + recordHeader + length);
    expect(row.length === length && crc32(row) === bytes.readUInt32LE(at + 9), "a whole row");
    operations.push(readOperation(row));
  }
  return operations;
}

export function writeResults(results) {
  const parts = [segment()];
  for (const { status, etag } of results) {
    const row = Buffer.concat([header(resultSchema), Buffer.from([etag ? 0b0111 : 0b0011]), uint32(status), uint32(0), ...(etag ? block(etag) : [])]);
    parts.push(header(recordSchema), uint32(row.length), uint32(crc32(row)), row);
  }
  return Buffer.concat(parts);
}

function readOperation(row) {
  expect(row[0] === version && row.readUInt32LE(1) === operationSchema, "an operation");
  const present = row[rowHeader];
  const reader = { row, at: rowHeader + 1, block() { return readBlock(this); } };
  const fixed = bit => { const value = present & bit ? row.readUInt32LE(reader.at) : 0; reader.at += present & bit ? 4 : 0; return value; };
  const variable = bit => (present & bit ? reader.block() : undefined);
  const operation = { type: operationTypes[fixed(1)] };
  expect(operation.type && fixed(2) === 2, "a write of a document");
  [operation.partition, , operation.id, , operation.body] = [4, 8, 16, 32, 64].map(variable);
  while (reader.at < row.length) {
    const type = row[reader.at], column = row[reader.at + 1];
    reader.at += 2;
    expect(sparseTypes[type] && sparseColumns[column], `a known field, not ${column} of type ${type}`);
    operation[sparseColumns[column]] = sparseTypes[type](reader);
  }
  const document = operation.body && JSON.parse(operation.body);
  return { ...operation, document, id: operation.id?.toString() ?? document.id };
}

function readBlock(reader) {
  let length = 0, shift = 0, byte;
  do { byte = reader.row[reader.at++]; length |= (byte & 0x7f) << shift; shift += 7; } while (byte & 0x80);
  return reader.row.subarray(reader.at, reader.at += length);
}

function block(text) {
  const bytes = Buffer.from(text);
  expect(bytes.length < 0x80, "a short text");
  return [Buffer.from([bytes.length]), bytes];
}

function segment() {
  return Buffer.concat([header(segmentSchema), Buffer.from([1]), uint32(segmentHeader)]);
}

function header(schema) {
  return Buffer.concat([Buffer.from([version]), uint32(schema)]);
}

function uint32(value) {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value >>> 0);
  return bytes;
}

function expect(holds, what) {
  if (!holds) throw new Error(`The batch is not what was expected: ${what}.`);
}
