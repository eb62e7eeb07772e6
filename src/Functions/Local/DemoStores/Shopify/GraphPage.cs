using System.Globalization;
using System.Text;

namespace Customers.Functions.Local.DemoStores.Shopify;

/// <summary>One page of a connection: the numbers of its items and how an item is made from its number.</summary>
internal sealed record GraphPage(IReadOnlyList<int> Items, bool HasNext, bool HasPrevious, Func<int, IGraphNode> Make)
{
    /// <param name="from">First number, <paramref name="to"/> is beyond the last; they are walked downwards when the field says <c>reverse</c>.</param>
    public static IGraphNode Of(string itemType, GraphField field, int from, int to, Func<int, IGraphNode> make, Func<int, bool>? keeps = null)
    {
        var (first, reverse, after) = (field.First(), field.Flag("reverse"), field.Text("after"));
        if (after is not null && reverse) to = Math.Min(to, Position(after));
        if (after is not null && !reverse) from = Math.Max(from, Position(after) + 1);
        var walk = Enumerable.Range(0, Math.Max(0, to - from)).Select(step => reverse ? to - 1 - step : from + step);
        List<int> items = [.. walk.Where(n => keeps?.Invoke(n) ?? true).Take(first + 1)];
        var more = items.Count > first;
        if (more) items.RemoveAt(first);
        return TypeOf(itemType).Of(new(items, more, after is not null, make));
    }

    private static GraphType<GraphPage> TypeOf(string itemType) => new(itemType + "Connection")
    {
        { "nodes", p => p.Items.Select(p.Make) },
        { "edges", p => p.Items.Select(n => EdgeOf(itemType).Of((n, p.Make))) },
        { "pageInfo", p => PageInfo.Of(p) },
    };

    private static GraphType<(int Number, Func<int, IGraphNode> Make)> EdgeOf(string itemType) => new(itemType + "Edge")
    {
        { "cursor", e => Cursor(e.Number) },
        { "node", e => e.Make(e.Number) },
    };

    private static readonly GraphType<GraphPage> PageInfo = new("PageInfo")
    {
        { "hasNextPage", p => p.HasNext },
        { "hasPreviousPage", p => p.HasPrevious },
        { "startCursor", p => p.Items.Count == 0 ? null : Cursor(p.Items[0]) },
        { "endCursor", p => p.Items.Count == 0 ? null : Cursor(p.Items[^1]) },
    };

    private static string Cursor(int number) =>
        Convert.ToBase64String(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"at:{number}")));

    private static int Position(string cursor)
    {
        var bytes = new byte[64];
        return Convert.TryFromBase64String(cursor, bytes, out var length)
            && Encoding.ASCII.GetString(bytes, 0, length) is ['a', 't', ':', .. var number]
            && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var position)
                ? position
                : throw new GraphRefusal("Invalid cursor for current pagination sort.");
    }
}
