// The emulator's parser takes four times as long for each parenthesis around a parenthesis, and the SDK sets them freely.
// Here those go that a chain of ANDs does not need; the others, around an OR, a list or arguments, stay.

export function withoutSpareParentheses(sql) {
  const tokens = sql.match(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[\w@$]+|\s+|./gs) ?? [];
  const kept = [...tokens];
  const open = [{ at: -1, grouping: false, or: false }];
  let before = "";
  tokens.forEach((token, at) => {
    if (token === "(") open.push({ at, grouping: !/^\w+$/.test(before) || /^(AND|OR|WHERE)$/i.test(before), or: false });
    else if (/^OR$/i.test(token)) open.at(-1).or = true;
    else if (token === ")") {
      const group = open.pop();
      if (group.grouping && !group.or) kept[group.at] = kept[at] = " ";
    }
    if (token.trim()) before = token;
  });
  return kept.join("");
}
