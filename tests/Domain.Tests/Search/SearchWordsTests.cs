using Customers.Domain.Search;
using FsCheck;
using FsCheck.Fluent;

namespace Customers.Domain.Tests.Search;

public sealed class SearchWordsTests
{
    [Theory]
    [InlineData("Müller Söhne", "muller sohne")]
    [InlineData("STRASSE Straße", "strasse strasse")]
    [InlineData("Ærøskøbing Łódź", "aeroskobing lodz")]
    [InlineData("ışık İstanbul", "isik istanbul")]
    [InlineData("ＡＢＣ ﬁn ™", "abc fin tm")]
    [InlineData("東京 ポ", "東京 ホ")]
    [InlineData("Nguyễn", "nguyen")]
    [InlineData("👗 Ok", "👗 ok")]
    public void Case_and_accents_are_folded(string text, string folded) => Assert.Equal(folded, SearchWords.Fold(text));

    [Theory]
    [InlineData("O'Brien & Sons", "o'brien", "o", "brien", "&", "sons")]
    [InlineData("+49 (0)30 123-45", "4903012345", "493012345", "3012345", "03012345", "+49", "49", "(0)30", "030", "0", "30", "123-45", "12345", "123", "45")]
    [InlineData("Shop 12-34", "shop", "12-34", "1234", "12", "34")]
    [InlineData("a@b.example", "a@b.example", "a", "b", "example")]
    [InlineData("東京 👗", "東京", "👗")]
    [InlineData("  ")]
    public void A_text_is_found_by_its_words_and_their_parts(string text, params string[] words) =>
        Assert.Equal(words.Order(StringComparer.Ordinal), SearchWords.Of(text).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("Meyer o'bri", "Meyer O'Brien")]
    [InlineData("brien", "O'Brien")]
    [InlineData("030/1234", "(030) 1234-5")]
    [InlineData("12-34", "Shop 12-34")]
    [InlineData("cu10", "CU1000")]
    [InlineData("ISTAN", "İstanbul")]
    [InlineData("+49 170 555", "+49 170 555 1234")]
    [InlineData("+49 170 555", "+491705551234")]
    [InlineData("0049 170 555", "+49 170 5551234")]
    [InlineData("0170555", "0170 / 555-1234")]
    [InlineData("0170555", "+49 170 5551234")]
    [InlineData("0170 555", "0049 (0)170 5551234")]
    [InlineData("170555", "+49 170 5551234")]
    [InlineData("+49 170 555", "+49 (0)170 5551234")]
    [InlineData("(212) 555", "+1 212 555 0100")]
    [InlineData("2024 10", "Order 2024 10")]
    public void A_query_finds_what_its_words_begin(string query, string text) =>
        Assert.All(SearchWords.OfQuery(query), word => Assert.Contains(SearchWords.Of(text), found => found.StartsWith(word, StringComparison.Ordinal)));

    [Fact]
    public void Lone_surrogates_and_long_words_do_no_harm()
    {
        Assert.Equal(["a\uFFFDb", "a", "b"], SearchWords.Of("a\uD83Db"));
        var word = Assert.Single(SearchWords.Of("x" + string.Concat(Enumerable.Repeat("👗", 40))));
        Assert.Equal(63, word.Length);
        Assert.Equal(word, Assert.Single(SearchWords.OfQuery("x" + string.Concat(Enumerable.Repeat("👗", 50)))));
    }

    [Fact]
    public void Any_text_is_found_by_itself() => Prop.ForAll<string>(text =>
    {
        if (text is null) return;
        var words = SearchWords.Of(text);
        Assert.All(SearchWords.OfQuery(text), word => Assert.Contains(words, found => found.StartsWith(word, StringComparison.Ordinal)));
        Assert.Equal(SearchWords.Fold(text), SearchWords.Fold(SearchWords.Fold(text)));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
}
