using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Customers.Domain.Documents;
using Customers.Domain.Search;

namespace Customers.Domain.Customers;

/// <summary>
/// Every tag that a customer ever had: a document each, made before the customer is committed, so that a list of tags never has
/// to look at the customers. A tag that no customer has any more stays known; lists leave it out.
/// </summary>
public sealed class KnownTags(IDocumentStore documents)
{
    // Known once, a tag is known for good.
    private readonly ConcurrentDictionary<string, bool> _known = new(StringComparer.Ordinal);

    public async Task AddAsync(IEnumerable<string> tags, CancellationToken cancel)
    {
        foreach (var tag in tags)
        {
            if (_known.ContainsKey(tag)) continue;
            var id = KnownTag.IdOf(tag);
            if (await documents.ReadAsync(KnownTag.Type, id, id, cancel) is null) await documents.CreateAsync(KnownTag.Type, new KnownTag(tag), cancel);
            _known[tag] = true;
        }
    }

    /// <summary>Those of the tags that some customer has.</summary>
    public async Task<IReadOnlySet<string>> InUseAsync(IReadOnlyCollection<string> tags, CancellationToken cancel)
    {
        var found = await Task.WhenAll(tags.Select(async tag =>
        {
            var query = new Query(CustomerDocuments.Type, 1) { Where = [new Condition.Contains("tags", tag)], SortBy = "name" };
            return (await documents.QueryAsync(query, cancel)).Items.Count > 0 ? tag : null;
        }));
        return found.OfType<string>().ToHashSet(StringComparer.Ordinal);
    }
}

/// <param name="Name">As people write it; two that differ in case are two.</param>
public sealed record KnownTag(string Name)
{
    public static readonly DocumentType<KnownTag> Type = new("tag", Containers.System, tag => IdOf(tag.Name), tag => IdOf(tag.Name))
    {
        Single = new Dictionary<string, Func<KnownTag, FieldValue?>> { ["name"] = tag => SearchWords.Fold(tag.Name) },
        Indexes = [["name"]],
    };

    // Ids of documents allow few characters.
    public static string IdOf(string name) => "tag-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16));
}
