// libDAI's junction tree (HUGIN updates) behind the harness's protocol.
//
// Compiled once. A finding multiplies one clique's table, as dai::RegionGraph keeps them, and is taken back from a
// copy afterwards; this is cheaper than FactorGraph::clamp, which multiplies every factor of the variable.
#include <dai/alldai.h>
#include <dai/jtree.h>

#include "protocol.h"

using namespace protocol;

namespace {

dai::FactorGraph graph(const Network& net) {
    std::vector<dai::Factor> factors;
    for (size_t i = 0; i < net.family.size(); i++) {
        std::vector<dai::Var> scope;  // libDAI's first variable is the fastest
        for (auto v = net.family[i].rbegin(); v != net.family[i].rend(); ++v)
            scope.push_back(dai::Var(*v, net.states[*v]));
        factors.push_back(dai::Factor(scope, net.table[i]));
    }
    return dai::FactorGraph(factors);
}

dai::PropertySet options() {
    dai::PropertySet p;
    p.set("updates", std::string("HUGIN"));
    p.set("heuristic", std::string("MINFILL"));
    return p;
}

struct LibDai {
    static const bool soft = true;
    std::vector<dai::Var> var;
    dai::JTree tree;
    std::vector<size_t> home;  // the smallest clique that holds each variable
    std::vector<std::pair<size_t, dai::Factor>> saved;

    explicit LibDai(const Network& net) : tree(graph(net), options()) {
        for (size_t v = 0; v < net.states.size(); v++) {
            var.push_back(dai::Var(v, net.states[v]));
            size_t best = 0, size = -1;
            for (size_t a = 0; a < tree.nrORs(); a++)
                if (tree.OR(a).vars().contains(var[v]) && tree.OR(a).nrStates() < size) {
                    best = a;
                    size = tree.OR(a).nrStates();
                }
            home.push_back(best);
        }
        tree.init();
    }

    void place(size_t v, const dai::Factor& finding) {
        dai::Factor& clique = tree.OR(home[v]);
        saved.push_back({home[v], clique});
        clique *= finding;
    }

    double query(const EvidenceSet& e, Posteriors& out) {
        for (auto& h : e.hard) {
            dai::Factor f(var[h.first], 0.0);
            f.set(h.second, 1.0);
            place(h.first, f);
        }
        for (auto& l : e.soft) place(l.first, dai::Factor(var[l.first], l.second));
        tree.run();
        out.resize(var.size());
        for (size_t v = 0; v < var.size(); v++) out[v] = tree.Qa[home[v]].marginal(var[v]).p().p();
        for (; !saved.empty(); saved.pop_back()) {
            dai::Factor& clique = tree.OR(saved.back().first);
            clique = saved.back().second;
        }
        return tree.logZ();
    }
};

}  // namespace

int main(int argc, char** argv) { return run<LibDai>(argc, argv); }
