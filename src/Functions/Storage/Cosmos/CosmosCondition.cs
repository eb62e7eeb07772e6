using Customers.Domain.Documents;

namespace Customers.Functions.Storage.Cosmos;

/// <summary>A condition as SQL. Cosmos compares only like with like, so a number never meets a text.</summary>
internal static class CosmosCondition
{
    /// <param name="parameter">Keeps a value and answers its name.</param>
    public static string Sql(DocumentType type, Condition condition, Func<FieldValue, string> parameter)
    {
        var multi = condition is Condition.Contains or Condition.AnyPrefix;
        if (!(multi ? type.MultiFields : type.Fields).Contains(condition.Field))
            throw new ArgumentException($"'{type.Name}' declares no {(multi ? "multi-valued" : "single-valued")} field '{condition.Field}'.", nameof(condition));
        var path = multi ? CosmosOrder.Multi(condition.Field) : CosmosOrder.Single(condition.Field);
        return condition switch
        {
            Condition.Equal equal => $"{path} = {parameter(equal.Value)}",
            Condition.Prefix prefix => $"STARTSWITH({path}, {parameter(prefix.Value)})",
            Condition.Contains contains => $"ARRAY_CONTAINS({path}, {parameter(contains.Value)})",
            Condition.AnyPrefix prefix => $"EXISTS(SELECT VALUE w FROM w IN {path} WHERE STARTSWITH(w, {parameter(prefix.Value)}))",
            Condition.Range range => Range(path, range, parameter),
            _ => throw new ArgumentException($"'{condition.GetType().Name}' is no known condition.", nameof(condition)),
        };
    }

    private static string Range(string path, Condition.Range range, Func<FieldValue, string> parameter)
    {
        List<string> bounds = [];
        if (range.From is { } from) bounds.Add($"{path} >= {parameter(from)}");
        if (range.To is { } to) bounds.Add($"{path} < {parameter(to)}");
        return bounds.Count == 0 ? $"IS_DEFINED({path})" : string.Join(" AND ", bounds);
    }
}
