using System.Text.Json;
using Customers.Domain.Customers;
using Customers.Domain.Outcomes;
using Customers.Domain.Settings;
using static Customers.Domain.Tests.Setup.Sample;

namespace Customers.Domain.Tests.Customers;

public sealed class DefinedValuesTests
{
    private static readonly HubSettings Settings = new()
    {
        Classifications = [new("tier", "Tier", ["Gold", "Silver"]), new("region", "Region", ["North"]), new("size", "Size", ["S"]), new("age", "Age", ["old"])],
        CustomFields =
        [
            new("note", "Note", CustomFieldType.Text, [], false, false), new("storeSize", "Size", CustomFieldType.Number, [], false, true),
            new("audited", "Audited", CustomFieldType.Boolean, [], false, false), new("since", "Since", CustomFieldType.Date, [], false, false),
            new("colour", "Colour", CustomFieldType.Choice, ["red", "blue"], false, false),
        ],
    };

    [Theory]
    [InlineData("note", "\"words\"", "\"words\"")]
    [InlineData("note", "1", null)]
    [InlineData("note", "\"a\\u0000\"", null)]
    [InlineData("storeSize", "120", "120")]
    [InlineData("storeSize", "\"120.50\"", "120.5")]
    [InlineData("storeSize", "0.1000000000000000000000001", "0.1000000000000000000000001")]
    [InlineData("storeSize", "1e3", null)]
    [InlineData("storeSize", "\"many\"", null)]
    [InlineData("storeSize", "true", null)]
    [InlineData("audited", "false", "false")]
    [InlineData("audited", "\"true\"", null)]
    [InlineData("since", "\"2024-02-29\"", "\"2024-02-29\"")]
    [InlineData("since", "\"2023-02-29\"", null)]
    [InlineData("since", "\"29.02.2024\"", null)]
    [InlineData("colour", "\"red\"", "\"red\"")]
    [InlineData("colour", "\"Red\"", null)]
    [InlineData("colour", "[\"red\"]", null)]
    [InlineData("other", "\"x\"", null)]
    public void A_custom_field_holds_what_its_type_allows(string key, string json, string? kept)
    {
        var faults = new Faults();
        var profile = DefinedValues.Check(Profile(), Profile() with { CustomFields = Fields((key, json)) }, Settings, faults);
        Assert.Equal(kept is null ? [$"customFields.{key}"] : [], faults.ByField.Keys);
        if (kept is not null) Assert.Equal(kept, profile.CustomFields[key].GetRawText());
    }

    [Fact]
    public void What_the_settings_no_longer_know_may_be_kept_or_cleared_but_not_set()
    {
        var before = Profile() with { CustomFields = Fields(("gone", "\"x\"")), Classifications = Of(("tier", "Bronze"), ("gone", "y")) };
        Assert.Empty(FaultsOf(before, before with { Name = "Other" }));
        Assert.Empty(FaultsOf(before, before with { CustomFields = Fields(), Classifications = Of() }));
        Assert.Equal(
            ["classifications.gone", "classifications.tier", "customFields.gone"],
            FaultsOf(before, before with { CustomFields = Fields(("gone", "\"z\"")), Classifications = Of(("tier", "Iron"), ("gone", "z")) }));
    }

    [Fact]
    public void A_customer_has_at_most_three_types_of_classification() =>
        Assert.Equal(["classifications"], FaultsOf(Profile(), Profile() with { Classifications = Of(("tier", "Gold"), ("region", "North"), ("size", "S"), ("age", "old")) }));

    [Fact]
    public void A_required_field_must_be_given_and_kept_but_who_lacks_it_stays_as_it_is()
    {
        var required = Settings with { CustomFields = [new("note", "Note", CustomFieldType.Text, [], Required: true, Inherit: false)] };
        var with = Profile() with { CustomFields = Fields(("note", "\"x\"")) };
        Assert.Equal(["customFields.note"], FaultsOf(null, Profile(), required));
        Assert.Equal(["customFields.note"], FaultsOf(with, Profile(), required));
        Assert.Empty(FaultsOf(null, with, required));
        Assert.Empty(FaultsOf(Profile(), Profile("Other"), required));
    }

    public static TheoryData<string, HubSettings> Faulty() => new()
    {
        { "classifications", Settings with { Classifications = [new("tier", "A", ["x"]), new("tier", "B", ["x"])] } },
        { "classifications[0].key", Settings with { Classifications = [new("Tier", "A", ["x"])] } },
        { "classifications[0].key", Settings with { Classifications = [new("a--b", "A", ["x"])] } },
        { "classifications[0].key", Settings with { Classifications = [new("a.b", "A", ["x"])] } },
        { "classifications[0].label", Settings with { Classifications = [new("tier", "", ["x"])] } },
        { "classifications[0].values", Settings with { Classifications = [new("tier", "A", [])] } },
        { "classifications[0].values", Settings with { Classifications = [new("tier", "A", ["x", "x"])] } },
        { "classifications[0].values[1]", Settings with { Classifications = [new("tier", "A", ["x", ""])] } },
        { "customFields", Settings with { CustomFields = [.. Settings.CustomFields, Settings.CustomFields[0]] } },
        { "customFields[0].choices", Settings with { CustomFields = [new("a", "A", CustomFieldType.Choice, [], false, false)] } },
        { "customFields[0].choices", Settings with { CustomFields = [new("a", "A", CustomFieldType.Text, ["x"], false, false)] } },
    };

    [Theory]
    [MemberData(nameof(Faulty))]
    public void A_fault_of_a_definition_is_named_by_its_place(string field, HubSettings settings)
    {
        var faults = new Faults();
        DefinitionRules.Check(settings, faults);
        Assert.Equal(field, Assert.Single(faults.ByField).Key);
    }

    [Fact]
    public void Good_definitions_have_no_faults()
    {
        var faults = new Faults();
        DefinitionRules.Check(Settings, faults);
        Assert.False(faults.Any);
    }

    private static IEnumerable<string> FaultsOf(CustomerProfile? before, CustomerProfile wanted, HubSettings? settings = null)
    {
        var faults = new Faults();
        DefinedValues.Check(before, wanted, settings ?? Settings, faults);
        return faults.ByField.Keys.Order(StringComparer.Ordinal);
    }

    private static Dictionary<string, JsonElement> Fields(params (string Key, string Json)[] fields) =>
        fields.ToDictionary(field => field.Key, field => JsonElement.Parse(field.Json));

    private static Dictionary<string, string> Of(params (string Type, string Value)[] classifications) => classifications.ToDictionary(of => of.Type, of => of.Value);
}
