namespace Customers.Functions.Local.DemoStores.Shopify;

/// <summary>Shopify's leaky bucket: a query needs its requested cost to be there, and gets back what it did not use.</summary>
internal sealed class ShopifyBucket(double size, double restoredPerSecond, TimeProvider time)
{
    private readonly Lock _gate = new();
    private double _points = double.PositiveInfinity;
    private long _readAt = time.GetTimestamp();

    public double Size => size;
    public double RestoredPerSecond => restoredPerSecond;

    public bool TryTake(double cost, out double left)
    {
        lock (_gate)
        {
            var now = time.GetTimestamp();
            _points = Math.Min(size, _points + time.GetElapsedTime(_readAt, now).TotalSeconds * restoredPerSecond);
            _readAt = now;
            var taken = cost <= _points;
            if (taken) _points -= cost;
            left = _points;
            return taken;
        }
    }

    public double GiveBack(double unused)
    {
        lock (_gate) return _points = Math.Min(size, _points + unused);
    }
}
