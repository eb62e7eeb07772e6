using System.Text;
using Customers.Domain.Documents;

namespace Customers.Storage.Tests;

/// <summary>A type with every kind of field, and one that declares nothing.</summary>
internal sealed class SampleType : DocumentType
{
    public static readonly SampleType Person = new("person", Containers.Customers)
    {
        Fields = ["name", "rank", "since", "city", "kind", "open"],
        MultiFields = ["words", "tags"],
        Facets = ["kind", "open"],
        Indexes = [["name"], ["rank"], ["city", "rank"], ["since"]],
        PartitionIndexes = [["rank"], ["city", "name"]],
    };

    public static readonly SampleType Plain = new("plain", Containers.Customers);
    public static readonly SampleType Claim = new("claim", Containers.Claims);
    public static readonly IReadOnlyList<DocumentType> All = [Person, Plain, Claim];

    private SampleType(string name, string container) : base(name, container) { }

    public static DocumentContent PersonContent(params (string Field, FieldValue Value)[] fields) => Content(Person, "{}", fields);

    public static DocumentContent Content(DocumentType type, string body, params (string Field, FieldValue Value)[] fields) =>
        new(type.Name, Encoding.UTF8.GetBytes(body), fields.ToDictionary(field => field.Field, field => field.Value));

    public static FieldValue Many(params string[] values) => new FieldValue.Many(values);
}
