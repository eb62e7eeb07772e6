namespace Customers.Functions.Imports;

/// <summary>Rows that concern the same customer, by their numbers, in the order of the file. Pure.</summary>
internal static class RowGroups
{
    public static IReadOnlyCollection<IReadOnlyList<int>> Of(IReadOnlyList<RowContext> rows)
    {
        var (groups, byKey) = (new List<List<int>>(), new Dictionary<string, List<int>>(StringComparer.Ordinal));
        for (var i = 0; i < rows.Count; i++)
        {
            var keys = rows[i].CustomerKeys;
            List<List<int>> known = [.. keys.Where(byKey.ContainsKey).Select(key => byKey[key]).Distinct()];
            var group = known is [var first, ..] ? first : [];
            if (known.Count == 0) groups.Add(group);
            // A row with a ref and a store's id joins those that had only one of them.
            foreach (var other in known.Skip(1))
            {
                group.AddRange(other);
                groups.Remove(other);
                foreach (var (key, _) in byKey.Where(entry => entry.Value == other).ToList()) byKey[key] = group;
            }

            group.Add(i);
            if (known.Count > 1) group.Sort();
            foreach (var key in keys) byKey[key] = group;
        }

        return groups;
    }
}
