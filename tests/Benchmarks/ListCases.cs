using Customers.Domain.Documents;
using static Customers.Benchmarks.VariedCustomers;

namespace Customers.Benchmarks;

/// <summary>What people ask of the list of customers: searches, each filter alone in every order, filters together, and pages deep in.</summary>
internal static class ListCases
{
    private static readonly string[] Sorts = ["createdAt", "name", "ref", "updatedAt"];

    private static readonly string[] Filters =
    [
        "q=berlin", "tag=lost", "tag=vip", "tag=retail", "status=inactive", "status=pending", "status=active", "kind=business", "channel=b2b", "onHold=true", "onHold=false",
        "isProspect=true", "isProspect=false", "parentId=" + ParentOf(7), "ownerId=" + OwnerOf(7), "salesRep=Rep 7", "classification.region=R7", "storeId=sto_b",
        "storeId=sto_b&externalId=none", "hasBalance=true", "hasBalance=false",
    ];

    private static readonly string[] Together =
    [
        "status=inactive&kind=business", "status=pending&kind=business", "tag=vip&status=pending", "tag=retail&tag=online", "tag=fair-1&tag=fair-2", "tag=retail&tag=fair-3&tag=vip",
        "status=inactive&hasBalance=false", "channel=b2b&hasBalance=true&kind=business", "status=inactive&channel=d2c&isProspect=false&onHold=false", "status=pending&isProspect=true&kind=business",
        "q=berlin zürich", "q=berlin&tag=online", "q=b", "q=example.com", "q=berlin&hasBalance=true", "q=berlin&status=inactive",
    ];

    public static IEnumerable<ListCase> Searches =>
    [
        new("one word, 4 letters", i => "q=" + Words(i)[0][..4]),
        new("one word", i => "q=" + Words(i)[1]),
        new("two words, 3 letters each", i => $"q={Words(i)[0][..3]} {Words(i)[1][..3]}"),
        new("two words, 3 letters each, by name", i => $"sort=name&q={Words(i)[0][..3]} {Words(i)[1][..3]}"),
        new("two words, 3 letters each, last changed first", i => $"sort=-updatedAt&q={Words(i)[0][..3]} {Words(i)[1][..3]}"),
        new("three words, 3 letters each", i => $"q={Words(i)[0][..3]} {Words(i)[1][..3]} ber"),
        new("three words, 3 letters each, by name", i => $"sort=name&q={Words(i)[0][..3]} {Words(i)[1][..3]} ber"),
        new("three words that nobody has together", i => $"q={Words(i)[0][..3]} {Words(i + 1)[1][..3]} {Words(i + 2)[1][..3]}"),
        new("a contact's names", i => "q=" + SeedCustomers.PersonOf(Count + Number(i)).Name),
        new("a phone number", i => $"q=%2B49 30 {Number(i):D7}"),
        new("the start of a phone number", i => $"q=030{Number(i) / 1000:D4}"),
        new("the start of an email", i => "q=" + SeedCustomers.PersonOf(Number(i)).Email[..^14]),
    ];

    public static IEnumerable<ListCase> Alone => Filters.Select(InEveryOrder);
    public static IEnumerable<ListCase> Combined => Together.Select(InEveryOrder);

    /// <summary>The page behind the customer that stands nine tenths down.</summary>
    public static IEnumerable<ListCase> Deep(Func<Query, Position> nineTenths) => Sorts.Select(sort =>
    {
        var behind = nineTenths(new Query(Domain.Customers.CustomerDocuments.Type, 1) { SortBy = sort == "createdAt" ? null : sort });
        return new ListCase($"page behind 900,000, by {sort}", _ => ListCase.Behind($"sort={sort}", behind));
    });

    private static ListCase InEveryOrder(string filters) => new(filters, i => $"sort={(i % 2 == 0 ? "" : "-")}{Sorts[i / 2 % Sorts.Length]}&{filters}");

    private static string[] Words(int i) => SeedCustomers.PersonOf(Number(i)).Name.Split(' ');

    private static int Number(int i) => (int)((i + 1) * 7_919L * 127 % Count);
}
