using Customers.Domain.Orders;

namespace Customers.Domain.Tests.Orders;

public sealed class OrderMoveTests
{
    [Theory]
    [InlineData(OrderStatus.Draft, "confirm confirmed, cancel cancelled")]
    [InlineData(OrderStatus.Pending, "confirm confirmed, cancel cancelled")]
    [InlineData(OrderStatus.Confirmed, "fulfil fulfilled, cancel cancelled")]
    [InlineData(OrderStatus.Fulfilled, "close closed")]
    [InlineData(OrderStatus.Closed, "reopen confirmed")]
    [InlineData(OrderStatus.Cancelled, "reopen confirmed")]
    public void A_status_allows_these_moves_and_no_others(OrderStatus status, string moves) => Assert.Equal(moves, string.Join(", ",
        from move in Enum.GetValues<OrderMove>()
        let after = OrderMoves.After(status, move)
        where after is not null
        select $"{move} {after}".ToLowerInvariant()));
}
