// Validates queries against a GraphQL schema, and tells which part of it they touch.
// Reads { schema, queries: { name: text } } and writes { faults: ["name: …"], touched: "a schema" }.
import { stdin, stdout } from "node:process";
import { json } from "node:stream/consumers";
import { buildASTSchema, getNamedType, Kind, NoDeprecatedCustomRule, parse, print, specifiedRules, TypeInfo, validate, visit, visitWithTypeInfo } from "graphql";

const { schema: text, queries } = await json(stdin);
const document = parse(text);
// Shopify deprecates fields of types that it does not deprecate in their interfaces.
const schema = buildASTSchema(document, { assumeValid: true });
const faults = Object.entries(queries).flatMap(([name, query]) => faultsOf(query).map(fault => `${name}: ${fault}`));
stdout.write(JSON.stringify({ faults, touched: faults.length > 0 ? "" : enumsInALine(print(only(touched()))) }));

function faultsOf(query) {
  try {
    return validate(schema, parse(query), [...specifiedRules, NoDeprecatedCustomRule]).map(fault => fault.message);
  } catch (fault) {
    return [fault.message]; // no GraphQL at all
  }
}

/** Types, fields and arguments: Order, Order.name, Order.lineItems.first. */
function touched() {
  const names = new Set();
  for (const query of Object.values(queries)) {
    const at = new TypeInfo(schema);
    visit(parse(query), visitWithTypeInfo(at, {
      Field(node) {
        const [type, field] = [at.getParentType(), at.getFieldDef()];
        names.add(`${type}`).add(`${type}.${field.name}`).add(`${getNamedType(field.type)}`);
        for (const { name } of node.arguments ?? []) {
          names.add(`${type}.${field.name}.${name.value}`);
          addInput(names, field.args.find(argument => argument.name === name.value).type);
        }
      },
    }));
  }
  return names;
}

/** Whole: what a variable will bring is not in the query. */
function addInput(names, type) {
  const input = getNamedType(type);
  if (names.has(`${input}`)) return;
  names.add(`${input}`);
  for (const field of Object.values(input.getFields?.() ?? {})) {
    names.add(`${input}.${field.name}`);
    addInput(names, field.type);
  }
}

function only(names) {
  const withFields = type => type.fields === undefined ? type : {
    ...type,
    interfaces: [],
    fields: type.fields.filter(field => names.has(`${type.name.value}.${field.name.value}`)).map(field => ({
      ...field,
      arguments: field.arguments?.filter(argument => names.has(`${type.name.value}.${field.name.value}.${argument.name.value}`)),
    })),
  };
  const roots = node => ({ ...node, operationTypes: node.operationTypes.filter(root => names.has(root.type.name.value)) });
  const definitions = document.definitions.flatMap(node =>
    node.kind === Kind.SCHEMA_DEFINITION ? [roots(node)] : names.has(node.name.value) ? [withFields(node)] : []);
  return visit({ ...document, definitions }, {
    enter: node => node.kind === Kind.DIRECTIVE ? null : node.description ? { ...node, description: undefined } : undefined,
  });
}

function enumsInALine(text) {
  return text.replaceAll(/(enum \w+ {)([^}]*)}/g, (_, head, values) => `${head} ${values.trim().split(/\s+/).join(" ")} }`);
}
