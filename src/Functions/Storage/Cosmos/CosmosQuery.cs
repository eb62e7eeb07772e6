using System.Globalization;
using Customers.Domain.Documents;
using Microsoft.Azure.Cosmos;

namespace Customers.Functions.Storage.Cosmos;

/// <summary>
/// A <see cref="Query"/> as parameterised SQL. A page begins behind a position, not at a token of Cosmos, so that positions
/// are the same in every store. An order that no index gives is made here; only within a partition is that allowed.
/// </summary>
internal sealed class CosmosQuery
{
    private const int MaxLimit = 1000;
    private readonly Query _query;
    private readonly CosmosOrder? _order;
    /// <summary>The order that is not fixed by equality; null is by id.</summary>
    private readonly string? _orderBy;
    private readonly List<FieldValue> _parameters = [];
    private readonly List<string> _where = [];

    public CosmosQuery(Query query)
    {
        _query = query;
        if (query.Limit is < 1 or > MaxLimit) throw new ArgumentException($"A page has 1 to {MaxLimit} items, not {query.Limit}.", nameof(query));
        if (query.SortBy is { } sort && !query.Type.Fields.Contains(sort)) throw new ArgumentException($"'{query.Type.Name}' declares no field '{sort}'.", nameof(query));
        if (query.After is { } after && (after.SortValue is null) != (query.SortBy is null)) throw new ArgumentException("The position belongs to another sort.", nameof(query));
        var equal = query.Where.OfType<Condition.Equal>().Select(condition => condition.Field).ToHashSet();
        _orderBy = query.SortBy is null || equal.Contains(query.SortBy) ? null : query.SortBy;
        _order = CosmosOrder.For(query, _orderBy, equal);
        if (_order is null && query.Partition is null)
            throw new ArgumentException($"'{query.Type.Name}' declares no index for the order by {query.SortBy ?? "id"}.", nameof(query));
        Sql = Select();
    }

    public string Sql { get; }

    /// <summary>How many items are enough: one more than a page tells whether it is the last.</summary>
    public int Enough => _order is null ? int.MaxValue : _query.Limit + 1;

    public QueryDefinition Definition
    {
        get
        {
            var definition = new QueryDefinition(Sql);
            for (var i = 0; i < _parameters.Count; i++) definition.WithParameter(Name(i), CosmosItem.Parameter(_parameters[i]));
            return definition;
        }
    }

    public QueryRequestOptions Options => new()
    {
        PartitionKey = _query.Partition is { } partition ? new PartitionKey(partition) : null,
        MaxItemCount = _order is null ? -1 : Enough,
        MaxConcurrency = -1,
    };

    /// <summary>The documents of one partition with these ids.</summary>
    public static (QueryDefinition Query, QueryRequestOptions Options) Find(string partition, string[] ids)
    {
        var names = Enumerable.Range(1, ids.Length).Select(Name);
        var query = new QueryDefinition($"SELECT {CosmosItem.Selected} FROM c WHERE c.pk = {Name(0)} AND c.id IN ({string.Join(", ", names)})").WithParameter(Name(0), partition);
        for (var i = 0; i < ids.Length; i++) query.WithParameter(Name(i + 1), ids[i]);
        return (query, new() { PartitionKey = new PartitionKey(partition), MaxItemCount = -1 });
    }

    public Page<StoredDocument> Page(List<CosmosItem> items)
    {
        if (_order is null) items.Sort((a, b) => _query.Descending ? Compare(b, a) : Compare(a, b));
        var page = items.Take(_query.Limit).ToList();
        return new([.. page.Select(item => item.Document)], items.Count > page.Count ? new(page[^1].SortValue, page[^1].Document.Key.Id) : null);
    }

    private string Select()
    {
        if (_query.Partition is { } partition) _where.Add($"c.pk = {Parameter(partition)}");
        _where.Add($"c.type = {Parameter(_query.Type.Name)}");
        _where.AddRange(_query.Where.Select(condition => CosmosCondition.Sql(_query.Type, condition, Parameter)));
        if (_orderBy is not null) _where.Add($"IS_DEFINED({CosmosOrder.Single(_orderBy)})");
        if (_query.After is { } after) _where.AddRange(Behind(after));
        var sort = _query.SortBy is null ? "" : $", {CosmosOrder.Single(_query.SortBy)} AS {CosmosItem.SortName}";
        var direction = _query.Descending ? "DESC" : "ASC";
        var order = _order is null ? "" : " ORDER BY " + string.Join(", ", _order.Columns.Select(column => $"{column} {direction}"));
        return $"SELECT {CosmosItem.Selected}{sort} FROM c WHERE {string.Join(" AND ", _where)}{order}";
    }

    /// <summary>The first condition is there for the index: it finds the place that the second only describes.</summary>
    private IEnumerable<string> Behind(Position after)
    {
        var (sign, id) = (_query.Descending ? "<" : ">", Parameter(after.Id));
        if (_orderBy is null) return [$"c.id {sign} {id}"];
        var (column, value) = (CosmosOrder.Single(_orderBy), Parameter(after.SortValue!));
        return [$"{column} {sign}= {value}", $"({column} {sign} {value} OR ({column} = {value} AND c.id {sign} {id}))"];
    }

    private string Parameter(FieldValue value)
    {
        if (value is FieldValue.Many) throw new ArgumentException("A field is compared with one value.", nameof(value));
        _parameters.Add(value);
        return Name(_parameters.Count - 1);
    }

    private static string Name(int parameter) => string.Create(CultureInfo.InvariantCulture, $"@p{parameter}");

    private int Compare(CosmosItem a, CosmosItem b)
    {
        var bySort = _orderBy is null ? 0 : (a.SortValue, b.SortValue) switch
        {
            (FieldValue.Number x, FieldValue.Number y) => x.Value.CompareTo(y.Value),
            (FieldValue.Text x, FieldValue.Text y) => string.CompareOrdinal(x.Value, y.Value),
            (FieldValue.Number, _) => -1,
            _ => 1,
        };
        return bySort != 0 ? bySort : string.CompareOrdinal(a.Document.Key.Id, b.Document.Key.Id);
    }
}
