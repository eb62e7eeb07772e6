using System.Text.Json.Nodes;

namespace Customers.Functions.Local.DemoStores.Shopify;

/// <summary>Answers GraphQL requests: what was asked for, what it cost, and now and then that it was too much.</summary>
internal sealed class ShopifyAdmin(DemoShops shops)
{
    private readonly ShopifyBucket _bucket = new(shops.Options.BucketPoints, shops.Options.RestoredPerSecond, shops.Time);
    private int _requests;

    public string OldestVersion => shops.OldestVersion;

    public ShopifyTokens Tokens { get; } = new(shops.Time);

    /// <summary>Null when this request is one to refuse with 429, before it is even read.</summary>
    public JsonObject? Answer(string? query, JsonObject? variables)
    {
        var number = Interlocked.Increment(ref _requests);
        if (IsTurn(number, shops.Options.TooManyRequestsEvery)) return null;
        try
        {
            var operation = GraphQuery.Read(query ?? throw new GraphRefusal("No query string was present"), variables);
            return Run(operation, IsTurn(number, shops.Options.ThrottledEvery));
        }
        catch (GraphRefusal refusal)
        {
            return Errors(refusal.Message, refusal.Code);
        }
    }

    private JsonObject Run(GraphOperation operation, bool throttle)
    {
        var requested = operation.Fields.Sum(f => f.Cost());
        if (requested > shops.Options.MaximumQueryCost)
            throw new GraphRefusal($"Query cost is {requested}, which exceeds the single query max cost limit ({shops.Options.MaximumQueryCost}).", "MAX_COST_EXCEEDED");
        if (!_bucket.TryTake(throttle ? double.PositiveInfinity : requested, out var left))
        {
            var errors = Errors("Throttled", "THROTTLED");
            errors["extensions"] = Cost(requested, actual: null, throttle ? 0 : left);
            return errors;
        }
        var answer = new GraphAnswer();
        var data = answer.Object(operation.IsMutation ? ShopifySchema.Mutations(shops.ShopifyHooks) : ShopifySchema.Root(shops), operation.Fields);
        return new()
        {
            ["data"] = data,
            ["extensions"] = Cost(requested, answer.Cost, _bucket.GiveBack(Math.Max(0, requested - answer.Cost))),
        };
    }

    private JsonObject Cost(double requested, double? actual, double left) => new()
    {
        ["cost"] = new JsonObject
        {
            ["requestedQueryCost"] = requested,
            ["actualQueryCost"] = actual,
            ["throttleStatus"] = new JsonObject
            {
                ["maximumAvailable"] = _bucket.Size,
                ["currentlyAvailable"] = Math.Floor(left),
                ["restoreRate"] = _bucket.RestoredPerSecond,
            },
        },
    };

    private static JsonObject Errors(string message, string? code)
    {
        JsonObject error = new() { ["message"] = message };
        if (code is not null) error["extensions"] = new JsonObject { ["code"] = code };
        return new() { ["errors"] = new JsonArray(error) };
    }

    private static bool IsTurn(int number, int every) => every > 0 && number % every == 0;
}
